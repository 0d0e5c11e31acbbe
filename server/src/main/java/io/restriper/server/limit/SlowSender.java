package io.restriper.server.limit;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request whose body fails when its sender is too slow. One thread reads at a time. */
final class SlowSender extends Request.Wrapper {
  private final Patience patience;
  private final String refusal;
  private volatile Content.Chunk failure;

  /**
   * A request.
   *
   * @param refusal a sentence for the sender
   */
  SlowSender(Request request, Patience patience, String refusal) {
    super(request);
    this.patience = patience;
    this.refusal = refusal;
  }

  @Override
  public Content.Chunk read() {
    if (failure != null) {
      return failure;
    }
    Content.Chunk chunk = super.read();
    if (chunk == null) {
      patience.begin();
      return null;
    }
    // What was worth waiting for to the end is not thrown away.
    if (!patience.end(chunk.remaining()) && !chunk.isLast()) {
      chunk.release();
      failure = Content.Chunk.from(new SlowClientException(refusal));
      return failure;
    }
    return chunk;
  }
}
