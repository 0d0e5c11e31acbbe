package io.restriper.contract.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what this build makes can be used with everything that was released: the table of clients
 * and servers. Runs after the pacts of the releases were verified.
 */
class MatrixIT {
  private static final Logger LOG = LoggerFactory.getLogger(MatrixIT.class);

  @Test
  void everyReleaseWorksWithWhatThisBuildMakes() throws Exception {
    Matrix matrix = new Matrix();
    try (RunnableServer server = RunnableServer.start()) {
      Verification verification = new Verification(server.version());
      matrix.add(verification.calls(server.version(), Verification.today(), server.uri()));
      for (Release release : Release.all()) {
        matrix.add(verification.pact(release, PactResult.read(release)));
        matrix.add(verification.calls(release.version(), release.classPath(), server.uri()));
        matrix.add(verification.replay(release.version(), Recording.read(release.recording())));
      }
    }
    matrix.write(Path.of("target"));
    LOG.info("Compatibility\n{}", matrix.table());

    assertThat(Release.all()).isNotEmpty();
    assertThat(matrix.rows()).allMatch(Matrix.Row::verified);
    assertThat(matrix.canDeploy()).isTrue();
  }
}
