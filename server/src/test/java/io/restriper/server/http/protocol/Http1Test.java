package io.restriper.server.http.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.Test;

class Http1Test {
  private static final long LIMIT_SECONDS = 60;

  /**
   * Has a refusal sent, and the connection gone on with, while the thread that found out what there
   * is to refuse is still at the connection.
   */
  private static final class Overtaking extends QueuedThreadPool {
    private volatile CountDownLatch goesOn;

    @Override
    public boolean tryExecute(Runnable task) {
      if (HttpConnection.getCurrentConnection() == null) {
        return super.tryExecute(task);
      }
      goesOn = new CountDownLatch(1);
      new Thread(task).start();
      await(goesOn);
      return true;
    }

    @Override
    public void execute(Runnable job) {
      if (goesOn == null || !(job instanceof HttpConnection)) {
        super.execute(job);
        return;
      }
      super.execute(
          () -> {
            job.run();
            goesOn.countDown();
          });
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Notes which buffers another thread gave back than the one that took them. */
  private static final class Watched extends ByteBufferPool.Wrapper {
    private final Queue<String> strays = new ConcurrentLinkedQueue<>();

    Watched() {
      super(new ByteBufferPool.NonPooling());
    }

    @Override
    public RetainableByteBuffer acquire(int size, boolean direct) {
      Thread taker = Thread.currentThread();
      return new RetainableByteBuffer.Wrapper(super.acquire(size, direct)) {
        @Override
        public boolean release() {
          if (Thread.currentThread() != taker) {
            strays.add(taker.getName() + " took it, " + Thread.currentThread().getName());
          }
          return super.release();
        }
      };
    }
  }

  @Test
  void aConnectionThatIsRefusedIsLeftByOneThreadBeforeAnotherGoesOnWithIt() throws Exception {
    Watched buffers = new Watched();
    Server jetty = new Server(new Overtaking());
    LocalConnector connector =
        new LocalConnector(jetty, null, null, buffers, 1, new Http1(new HttpConfiguration()));
    jetty.addConnector(connector);
    jetty.start();
    try {
      String answer =
          connector.getResponse("GET / HTTP/1.1\r\nHost: localhost\r\nExpect: nothing\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 417 ");
      assertThat(buffers.strays).isEmpty();
    } finally {
      jetty.stop();
    }
  }
}
