package io.restriper.engine.setup;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Threads of the machine, kept for a while when there is nothing to do. */
final class RealThreads implements Threads {
  private static final long IDLE_SECONDS = 30;

  @Override
  public Workers workers(String name, int most) {
    boolean unbounded = most == UNBOUNDED;
    BlockingQueue<Runnable> queue =
        unbounded ? new SynchronousQueue<>() : new LinkedBlockingQueue<>();
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            unbounded ? 0 : most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            work -> {
              Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    if (!unbounded) {
      pool.allowCoreThreadTimeOut(true);
    }
    return new Pool(pool);
  }

  @Override
  public Workers helpers(String name, int most) {
    return workers(name, most);
  }

  @Override
  public Lock lock() {
    return new ReentrantLock();
  }

  private record Pool(ThreadPoolExecutor threads) implements Workers {
    @Override
    public void execute(Runnable work) {
      threads.execute(work);
    }

    @Override
    public void executeAfter(Duration delay, Runnable work) {
      CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, this::executeOrDrop)
          .execute(work);
    }

    private void executeOrDrop(Runnable work) {
      if (!threads.isShutdown()) {
        threads.execute(work);
      }
    }

    @Override
    public void stop() {
      threads.shutdown();
    }

    @Override
    public boolean awaitEnd(Duration limit) throws InterruptedException {
      return threads.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
