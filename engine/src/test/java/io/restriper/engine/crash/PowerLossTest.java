package io.restriper.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.setup.FaultPoints.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes during a write, and with it what the catalog's log has not synced yet: all of the
 * version that is being written, while its blocks are on the drives already.
 */
class PowerLossTest {
  private static final List<String> CATALOG = List.of("catalog.db", "catalog.db-wal");

  @TempDir Path root;

  @Test
  void blocksOfAVersionThatTheCatalogNeverHeardOfAreSwept() throws Exception {
    byte[] content = EngineFixture.bytes(1, 10 * EngineFixture.BLOCK);
    Path before = Files.createDirectory(root.resolve("before"));
    Path left = root.resolve("left");
    Path origin = Files.createDirectory(root.resolve("origin"));
    try (EngineFixture fixture =
        new EngineFixture(origin, "4+2", 7)
            .withFaults(
                (point, detail) -> {
                  if (point == Point.FILE_COMMIT && Files.exists(before.resolve("catalog.db"))) {
                    copyAll(origin, left);
                    copyCatalog(before, left.resolve("catalog"));
                  }
                })
            .start()) {
      fixture.put("/kept", content);
      copyCatalog(origin.resolve("catalog"), before);
      fixture.put("/new", content);
    }
    try (EngineFixture fixture = new EngineFixture(left, "4+2", 7)) {
      int files = fixture.blockFileCount();
      fixture.start();

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(fixture.blockFileCount()).isEqualTo(files / 2));
      assertThat(fixture.get("/kept")).isEqualTo(content);
      fixture.put("/new", content);
      assertThat(fixture.get("/new")).isEqualTo(content);
      assertThat(fixture.status().dataAtRisk()).isFalse();
    }
  }

  private static void copyCatalog(Path from, Path to) {
    CATALOG.forEach(name -> copy(from.resolve(name), to.resolve(name)));
  }

  private static void copyAll(Path from, Path to) {
    try (Stream<Path> tree = Files.walk(from)) {
      tree.forEach(path -> copy(path, to.resolve(from.relativize(path))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      if (!Files.isDirectory(from)) {
        Files.deleteIfExists(to);
      }
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
