package io.restriper.engine.matrix;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of a drive fails in every way; the rows are in the table of the documents. */
class DriveFaultTest {
  /** Engines that are broken at the same time; each of them waits most of its time. */
  private static final int AT_ONCE = 6;

  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);
  private static final Map<DriveRow, CompletableFuture<Void>> RUNS = new LinkedHashMap<>();

  @TempDir static Path root;

  static List<DriveRow> rows() {
    return DriveRow.all();
  }

  @BeforeAll
  static void begin() {
    for (DriveRow row : rows()) {
      Path directory = root.resolve(row.fault() + "-" + row.operation());
      RUNS.put(row, CompletableFuture.runAsync(() -> new FaultRun(directory, row).run(), THREADS));
    }
  }

  @AfterAll
  static void end() {
    THREADS.shutdown();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void usersNoticeNothingAndNothingIsLost(DriveRow row) throws Throwable {
    try {
      RUNS.get(row).join();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }
}
