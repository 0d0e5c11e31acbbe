package io.restriper.server.limit;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Holds requests and answers to the least rate that a client has to keep up. */
public final class Paced extends Handler.Wrapper {
  private final Duration grace;
  private final long rate;
  private final LongSupplier nanos;
  private final String refusal;

  /**
   * In front of the resources.
   *
   * @param nanos a ticker
   */
  public Paced(Handler resources, Limits limits, LongSupplier nanos) {
    super(resources);
    this.grace = limits.idleTime();
    this.rate = limits.of(Limit.MIN_RATE);
    this.nanos = nanos;
    this.refusal =
        "The body came too slowly: the server waits for "
            + limits.of(Limit.IDLE_TIME)
            + " s and a second for each "
            + limits.of(Limit.MIN_RATE)
            + " bytes. Nothing was written. Send it again, over a faster connection.";
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Request sender = new SlowSender(request, patience(), refusal);
    return super.handle(
        sender,
        new SlowReader(sender, response, patience(), SlowReader.Alarms.of(request)),
        callback);
  }

  private Patience patience() {
    return new Patience(grace, rate, nanos);
  }
}
