package io.restriper.contract.matrix;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many interactions of a release's pact this build's server kept.
 *
 * @param verified that hold
 * @param failed that do not
 */
public record PactResult(int verified, int failed) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DIRECTORY = Path.of("target", "matrix");

  /** What was found last; nothing if the pact was not verified. */
  static PactResult read(Release release) throws IOException {
    Path file = file(release);
    return Files.exists(file)
        ? JSON.readValue(file.toFile(), PactResult.class)
        : new PactResult(0, 0);
  }

  /** Records it for the table. */
  public void write(Release release) throws IOException {
    Files.createDirectories(DIRECTORY);
    JSON.writeValue(file(release).toFile(), this);
  }

  static int interactions(Path pact) throws IOException {
    return JSON.readTree(Files.readAllBytes(pact)).get("interactions").size();
  }

  private static Path file(Release release) {
    return DIRECTORY.resolve("pact-" + release.version() + ".json");
  }
}
