package io.restriper.server.limit;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that ends, with its connection, when its reader is too slow. One write at a time. */
final class SlowReader extends Response.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(SlowReader.class);

  private final Patience patience;
  private final Alarms alarms;

  /** Calls back later. */
  @FunctionalInterface
  interface Alarms {
    /**
     * Sets an alarm.
     *
     * @param nanos from now
     * @return what takes the alarm back
     */
    Runnable set(Runnable alarm, long nanos);

    /** Those of the server that a request came to. */
    static Alarms of(Request request) {
      return (alarm, nanos) ->
          request.getComponents().getScheduler().schedule(alarm, nanos, TimeUnit.NANOSECONDS)
              ::cancel;
    }
  }

  SlowReader(Request request, Response response, Patience patience, Alarms alarms) {
    super(request, response);
    this.patience = patience;
    this.alarms = alarms;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    Write write = new Write(callback, content == null ? 0 : content.remaining());
    patience.begin();
    super.write(last, content, write);
    write.watch();
  }

  private void giveUp() {
    LOG.info(
        "A client takes in {} {} too slowly: its connection is closed",
        getRequest().getMethod(),
        getRequest().getHttpURI().getPath());
    getRequest()
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close(new SlowClientException("The client took in the answer too slowly"));
  }

  private final class Write extends Callback.Nested {
    private final long bytes;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile Runnable takeBack;

    Write(Callback callback, long bytes) {
      super(callback);
      this.bytes = bytes;
    }

    /** Most writes are done at once, and need no alarm. */
    void watch() {
      long left = patience.leftFor(bytes);
      if (done.get() || left == Long.MAX_VALUE) {
        return;
      }
      takeBack = alarms.set(this::ring, Math.max(0, left));
      if (done.get()) {
        takeBack.run();
      }
    }

    private void ring() {
      if (!done.get()) {
        giveUp();
      }
    }

    private void end() {
      done.set(true);
      patience.end(bytes);
      Runnable set = takeBack;
      if (set != null) {
        set.run();
      }
    }

    @Override
    public void succeeded() {
      end();
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      end();
      super.failed(failure);
    }
  }
}
