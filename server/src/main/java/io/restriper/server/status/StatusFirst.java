package io.restriper.server.status;

import io.restriper.server.access.Caller;
import io.restriper.server.access.Operations;
import io.restriper.server.metrics.HttpMetrics;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests for the status that ask for nothing special exactly as the resources would,
 * which take many times as long, and passes on everything else. It stands right in front of them,
 * so that whatever holds for their requests holds for these.
 */
public final class StatusFirst extends Handler.Wrapper {
  private static final String OPERATION = "getRestriperStatus";
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

  private static final String TAKEN = StatusFirst.class.getName() + ".taken";

  private final StatusAnswers answers;
  private final PlainRequest plain = new PlainRequest();

  /** In front of the resources. */
  public StatusFirst(Handler resources, StatusAnswers answers) {
    super(resources);
    this.answers = answers;
  }

  /**
   * Whether a request will be answered here without waiting for anything, its client included: what
   * the connection does not take at once is sent later. Remembered for {@link #isTaken}.
   *
   * @param request that no other handler has seen yet
   */
  public boolean takes(Request request) {
    // Streams of HTTP/2 share a window, which those who read them slowly fill in good faith.
    HttpVersion version = request.getConnectionMetaData().getHttpVersion();
    boolean takes = version.getVersion() < HttpVersion.HTTP_2.getVersion() && plain.is(request);
    if (takes) {
      request.setAttribute(TAKEN, true);
    }
    return takes;
  }

  /** Whether a request's answer may end after the handlers have returned. */
  public static boolean isTaken(Request request) {
    return request.getAttribute(TAKEN) != null;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    boolean taken = isTaken(request);
    // Every role may ask for the status, so that nothing that was taken is passed on.
    if (!taken && !plain.is(request)
        || !(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)
        || !Operations.admits(caller, OPERATION)) {
      return super.handle(request, response, callback);
    }
    byte[] body = answers.body();
    request.setAttribute(HttpMetrics.OPERATION, OPERATION);
    response.setStatus(200);
    response.getHeaders().put(JSON);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    if (taken) {
      response.write(true, ByteBuffer.wrap(body), callback);
      return true;
    }
    // Those in front rely on an answer that has ended when this returns.
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(true, ByteBuffer.wrap(body), written);
      written.block();
    }
    callback.succeeded();
    return true;
  }
}
