package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.drives;
import static io.restriper.engine.local.catalog.CatalogFixture.file;
import static io.restriper.engine.local.catalog.CatalogFixture.on;
import static io.restriper.engine.local.catalog.CatalogFixture.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog.NewPlace;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogRaceTest {
  private static final int ROUNDS = 40;
  private static final VolumePath PATH = VolumePath.parse("/a/f");

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CyclicBarrier start = new CyclicBarrier(2);
  private SqliteCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    catalog = SqliteCatalog.open(directory.resolve("catalog.db"), Clock.systemUTC());
    drives(catalog, 1, 2, 3, 4);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    catalog.close();
  }

  @Test
  void aReplacedBlockNeverBringsADeletedFileBack() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      long version = file(catalog, "/a/f", on(1, 2, 3));
      Future<Boolean> replaced =
          together(() -> catalog.replace(version, 0, 1, List.of(new NewPlace(0, 4))));
      Future<?> deleted = together(() -> catalog.delete(PATH));
      deleted.get();
      assertThat(catalog.find(PATH)).isEmpty();
      assertThat(catalog.block(new BlockId(version, 0, 0)).orElseThrow().drive())
          .isEqualTo(replaced.get() ? 4 : 1);
    }
    assertThat(catalog.anyAtRisk(Set.of(1, 2, 3, 4))).isFalse();
    CatalogSums.check(catalog);
  }

  @Test
  void aLossNoticedDuringACommitIsCounted() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      long version = pending(catalog, "/a/f", on(1, 2, 3));
      Future<Boolean> lost = together(() -> catalog.markLost(new BlockId(version, 0, 1), 2));
      Future<?> committed = together(() -> catalog.commit(version, Optional.empty(), false));
      committed.get();
      assertThat(lost.get()).isTrue();
      assertThat(catalog.anyAtRisk(Set.of())).isTrue();
      assertThat(catalog.planReprotect(Set.of()).stripes()).isEqualTo(1);
      assertThat(catalog.replace(version, 0, 1, List.of(new NewPlace(1, 4)))).isFalse();
    }
    CatalogSums.check(catalog);
  }

  @Test
  void ofTwoTasksOnOneStripeOneWins() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      long version = file(catalog, "/a/f", on(1, 2, 3));
      Future<Boolean> one =
          together(() -> catalog.replace(version, 0, 1, List.of(new NewPlace(0, 4))));
      Future<Boolean> other =
          together(() -> catalog.replace(version, 0, 1, List.of(new NewPlace(1, 4))));
      assertThat(one.get()).isNotEqualTo(other.get());
    }
    CatalogSums.check(catalog);
  }

  private <T> Future<T> together(Callable<T> call) {
    return threads.submit(
        () -> {
          start.await();
          return call.call();
        });
  }
}
