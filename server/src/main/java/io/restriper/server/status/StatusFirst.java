package io.restriper.server.status;

import io.restriper.server.access.Caller;
import io.restriper.server.access.Operations;
import io.restriper.server.metrics.HttpMetrics;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
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

  private final StatusAnswers answers;
  private final PlainRequest plain = new PlainRequest();

  /** In front of the resources. */
  public StatusFirst(Handler resources, StatusAnswers answers) {
    super(resources);
    this.answers = answers;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!plain.is(request)
        || !(request.getAttribute(Caller.ATTRIBUTE) instanceof Caller caller)
        || !Operations.admits(caller, OPERATION)) {
      return super.handle(request, response, callback);
    }
    byte[] body = answers.body();
    request.setAttribute(HttpMetrics.OPERATION, OPERATION);
    response.setStatus(200);
    response.getHeaders().put(JSON);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    // Those in front rely on an answer that has ended when this returns.
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(true, ByteBuffer.wrap(body), written);
      written.block();
    }
    callback.succeeded();
    return true;
  }
}
