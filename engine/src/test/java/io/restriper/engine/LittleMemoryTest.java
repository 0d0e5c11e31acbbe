package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many read and write with the least memory that an engine takes: they wait, and all of it ends.
 */
class LittleMemoryTest {
  private static final int CLIENTS = 12;
  private static final int ROUNDS = 10;

  @TempDir Path root;

  /** A stripe of one encoding takes all the memory, and two of the other one have room. */
  @Test
  void readersOfTwoEncodingsDoNotWaitForEachOther() throws Exception {
    byte[] wide = EngineFixture.bytes(1, 18 * EngineFixture.BLOCK);
    byte[] narrow = EngineFixture.bytes(2, 18 * EngineFixture.BLOCK);
    try (EngineFixture fixture = new EngineFixture(root, "4+2", 6).withBufferBytes(0).start()) {
      fixture.put("/wide", wide);
      fixture.changeEncoding("2+1");
      fixture.restart();
      fixture.put("/narrow", narrow);
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      try {
        List<Callable<Void>> work = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          String path = client % 2 == 0 ? "/wide" : "/narrow";
          byte[] content = client % 2 == 0 ? wide : narrow;
          work.add(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  assertThat(fixture.get(path)).isEqualTo(content);
                }
                return null;
              });
        }
        for (Future<Void> each : clients.invokeAll(work, 2, TimeUnit.MINUTES)) {
          assertThat(each.isCancelled()).isFalse();
          each.get();
        }
      } finally {
        clients.shutdownNow();
      }
    }
  }
}
