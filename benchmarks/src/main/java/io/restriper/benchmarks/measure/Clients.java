package io.restriper.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that share some work among them. */
public final class Clients {
  private Clients() {}

  /** One piece of the work. */
  public interface Piece {
    void run(int number) throws Exception;
  }

  /** Does all pieces, numbered from 0, on so many threads, and waits for the last. */
  public static Void run(int threads, int pieces, Piece piece) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> under = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        under.add(
            pool.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < pieces; n = next.getAndIncrement()) {
                    piece.run(n);
                  }
                  return null;
                }));
      }
      for (Future<Void> each : under) {
        each.get();
      }
      return null;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      pool.shutdownNow();
    }
  }
}
