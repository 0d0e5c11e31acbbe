package io.restriper.server.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Tells browsers, with every answer, to be as strict with it as they can. A header that an answer
 * has of its own stays, so pages can have a policy that lets them work.
 */
final class SecurityHeaders extends Handler.Wrapper {
  private static final List<HttpField> ALWAYS =
      List.of(
          // A file that somebody has stored is never taken for a page or a script.
          new HttpField("X-Content-Type-Options", "nosniff"),
          new HttpField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          new HttpField("X-Frame-Options", "DENY"),
          new HttpField("Referrer-Policy", "no-referrer"),
          // What is true now may not be in a second, and files are nobody else's business.
          new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));

  private static final HttpField ONLY_TLS =
      new HttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

  private final List<HttpField> fields;

  /**
   * In front of all other handlers.
   *
   * @param secure whether connections are encrypted
   */
  SecurityHeaders(Handler requests, boolean secure) {
    super(requests);
    this.fields = fields(secure);
  }

  static List<HttpField> fields(boolean secure) {
    List<HttpField> fields = new ArrayList<>(ALWAYS);
    if (secure) {
      fields.add(ONLY_TLS);
    }
    return List.copyOf(fields);
  }

  /** Adds those that an answer does not have. */
  static void complete(HttpFields.Mutable headers, List<HttpField> fields) {
    for (HttpField field : fields) {
      if (!headers.contains(field.getName())) {
        headers.add(field);
      }
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        request,
        // As late as can be, because it is then that an answer has what it has of its own.
        new Response.Wrapper(request, response) {
          @Override
          public void write(boolean last, ByteBuffer content, Callback written) {
            if (!isCommitted()) {
              complete(getHeaders(), fields);
            }
            super.write(last, content, written);
          }
        },
        new Callback.Nested(callback) {
          @Override
          public void succeeded() {
            if (!response.isCommitted()) {
              complete(response.getHeaders(), fields);
            }
            super.succeeded();
          }
        });
  }
}
