package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.drives;
import static io.restriper.engine.local.catalog.CatalogFixture.file;
import static io.restriper.engine.local.catalog.CatalogFixture.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.local.catalog.sql.ReaderPool;
import io.restriper.engine.local.catalog.sql.SqlFailures;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes copies of the files of a catalog while it is written to, as a crash would leave them, and
 * looks at what they hold.
 */
class CatalogCrashTest {
  private static final int COPIES = 8;
  private static final int WRITERS = 4;

  @TempDir Path directory;

  @Test
  void everyAcknowledgedCommitIsThereAfterACrash() throws Exception {
    Path file = directory.resolve("catalog.db");
    Random random = new Random(42);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    SqlFailures failures = new SqlFailures(file);
    try (SqliteCatalog catalog = SqliteCatalog.open(file, Clock.systemUTC());
        ReaderPool readers = new ReaderPool(file, failures)) {
      drives(catalog, 1, 2, 3);
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String home = "/writer-" + i + "/";
        writers.add(threads.submit(() -> write(catalog, home, acknowledged, stop)));
      }
      for (int copy = 0; copy < COPIES; copy++) {
        int enough = acknowledged.size() + 1 + random.nextInt(60);
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= enough);
        Path target = Files.createDirectory(directory.resolve("copy-" + copy)).resolve("c.db");
        Set<String> expected = copy(file, target, readers, acknowledged);
        check(target, expected);
      }
      stop.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      stop.set(true);
      threads.shutdown();
    }
  }

  private static Void write(
      SqliteCatalog catalog, String home, Set<String> acknowledged, AtomicBoolean stop)
      throws IOException {
    for (int i = 0; !stop.get(); i++) {
      String path = home + i;
      file(catalog, path, on(1, 2, 3), on(2, 3, 1));
      acknowledged.add(path);
    }
    return null;
  }

  /**
   * Copies the database, then its log. A reader's open snapshot keeps the log from starting over
   * between the two, which no crash could look like.
   */
  private static Set<String> copy(
      Path file, Path target, ReaderPool readers, Set<String> acknowledged) throws IOException {
    return readers.read(
        session -> {
          session.number("SELECT count(*) FROM entries");
          Set<String> before = Set.copyOf(acknowledged);
          try {
            Files.copy(file, target);
            Files.copy(log(file), log(target));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return before;
        });
  }

  private static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  private static void check(Path file, Set<String> expected) throws IOException {
    try (SqliteCatalog catalog = SqliteCatalog.open(file, Clock.systemUTC())) {
      List<String> verdict =
          catalog
              .writes()
              .write(session -> session.list("PRAGMA integrity_check", row -> row.getString(1)));
      assertThat(verdict).containsExactly("ok");
      for (String path : expected) {
        EntryRecord entry = catalog.find(VolumePath.parse(path)).orElseThrow();
        assertThat(catalog.stripes(entry.version(), 0, 10)).hasSize(2);
      }
      CatalogSums.check(catalog);
      long next = catalog.nextNumber();
      assertThat(next)
          .isGreaterThan(
              catalog
                  .writes()
                  .write(session -> session.number("SELECT max(version) FROM versions"))
                  .orElseThrow());
    }
  }
}
