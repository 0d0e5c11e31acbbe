package io.restriper.server.http;

import io.restriper.server.metrics.HttpMetrics;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Counts all requests, those too that never come to a resource. */
final class Metered extends Handler.Wrapper {
  private final HttpMetrics metrics;

  Metered(Handler requests, HttpMetrics metrics) {
    super(requests);
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    long start = System.nanoTime();
    return super.handle(
        request,
        response,
        new Callback.Nested(callback) {
          @Override
          public void succeeded() {
            count(true);
            super.succeeded();
          }

          @Override
          public void failed(Throwable failure) {
            count(false);
            super.failed(failure);
          }

          private void count(boolean whole) {
            String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
            metrics.answered(
                request.getAttribute(HttpMetrics.OPERATION),
                response.getStatus(),
                whole,
                type != null && type.startsWith("text/event-stream"),
                System.nanoTime() - start);
          }
        });
  }
}
