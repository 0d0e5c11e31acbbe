package io.restriper.contract.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.contract.matrix.Recording.Exchange;
import io.restriper.contract.spec.SpecResponses;
import io.restriper.contract.spec.ValidatingProxy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps what later builds verify this one with. Run by the release only, after the libraries of the
 * client were put in place.
 */
class FreezeRelease {
  private static final Path CLASSES = Path.of("target", "test-classes");
  private static final Path DRIVER = Path.of("io", "restriper", "contract", "driver");
  private static final Path PACT =
      Path.of("target", "pacts", "restriper-client-restriper-server.json");

  @Test
  void keepsTheDriverThePactAndTheAnswers() throws Exception {
    Release release = Release.of(System.getProperty("restriper.freeze"));
    assertThat(release.libraries()).isNotEmptyDirectory();
    packDriver(release.driver());
    Files.write(release.pact(), Files.readAllBytes(PACT));
    record(release).write(release.recording());
  }

  private static Recording record(Release release) throws Exception {
    List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    try (RunnableServer server = RunnableServer.start();
        ValidatingProxy proxy =
            ValidatingProxy.start(
                SpecResponses.load(),
                server::uri,
                (method, path, status, headers, body) ->
                    exchanges.add(new Exchange(method, path, status, headers, body)))) {
      DriverRun run =
          DriverRun.of(
              release.classPath(), java.net.URI.create("http://127.0.0.1:" + proxy.port()));
      assertThat(run.succeeded()).as(run.errors()).isTrue();
      assertThat(proxy.violations()).isEmpty();
      return new Recording(List.copyOf(exchanges), run.lines());
    }
  }

  /** The same classes give the same bytes. */
  private static void packDriver(Path jar) throws IOException {
    try (Stream<Path> files = Files.list(CLASSES.resolve(DRIVER));
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
        JarEntry entry = new JarEntry(CLASSES.relativize(file).toString().replace('\\', '/'));
        entry.setTime(0);
        packed.putNextEntry(entry);
        packed.write(Files.readAllBytes(file));
        packed.closeEntry();
      }
    }
  }
}
