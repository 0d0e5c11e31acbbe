package io.restriper.server.http;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * The part of a request's body that nobody has read when the answer is sent. It is taken in and
 * thrown away: a connection that is closed while the client still sends is reset, and with it goes
 * the answer that the client has not read yet (RFC 9112, 9.6).
 */
final class Remainder extends Request.Wrapper {
  /** How long a client may go on sending what nobody reads. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LongSupplier nanos;

  /** Whether any of the body was read, for which a client that expects 100 was told to go on. */
  private volatile boolean begun;

  /**
   * @param nanos a ticker, for the time that the client has
   */
  Remainder(Request request, LongSupplier nanos) {
    super(request);
    this.nanos = nanos;
  }

  @Override
  public Content.Chunk read() {
    Content.Chunk chunk = super.read();
    if (chunk != null) {
      begun = true;
    }
    return chunk;
  }

  /**
   * Takes it in.
   *
   * @param then what is done as soon as there is no more, or the client has had its time
   */
  void take(Runnable then) {
    if (!begun && getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString())) {
      // It waits to be told whether it shall send the body, and the answer tells it not to.
      then.run();
      return;
    }
    take(nanos.getAsLong(), then);
  }

  private void take(long since, Runnable then) {
    while (nanos.getAsLong() - since < PATIENCE.toNanos()) {
      Content.Chunk chunk = super.read();
      if (chunk == null) {
        demand(() -> take(since, then));
        return;
      }
      chunk.release();
      if (chunk.isLast()) {
        break;
      }
    }
    then.run();
  }
}
