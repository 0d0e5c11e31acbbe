package io.restriper.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import io.restriper.server.status.StatusFirst;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests pass whose path and query can be understood in one way only, and answers what is
 * refused behind it, before a resource, with an {@link ApiException}.
 */
final class Gate extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  Gate(Handler resources) {
    super(resources);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws JsonProcessingException {
    Remainder body = new Remainder(request, System::nanoTime);
    Completion completion = new Completion(callback, body);
    Request checked;
    try {
      checked = check(body);
    } catch (ApiException e) {
      JsonErrorHandler.write(response, completion, e.answer());
      return true;
    }
    Throwable failure = null;
    try {
      super.handle(checked, new SingleLength(checked, response), completion);
    } catch (ApiException e) {
      JsonErrorHandler.write(response, completion, e.answer());
      return true;
    } catch (RefusedException e) {
      JsonErrorHandler.write(response, completion, e.answer());
      return true;
    } catch (Exception e) {
      failure = e;
    }
    if (!completion.isDone() && !(failure == null && StatusFirst.isTaken(request))) {
      // The resources answer before they return. If they have not, it was while the answer was
      // being sent: the connection ends, for the client must notice that it has not got it all.
      LOG.debug("{} {} broke off", request.getMethod(), request.getHttpURI().getPath(), failure);
      completion.failed(failure == null ? new EofException("The answer broke off") : failure);
    }
    return true;
  }

  private static Request check(Request request) {
    HttpURI uri = request.getHttpURI();
    String path = uri.getPath();
    if (path == null || !path.startsWith("/")) {
      throw new ApiException(
          ErrorKind.BAD_REQUEST, "The request names no path. Send one, as in GET /v1/version.");
    }
    if (uri.getFragment() != null) {
      throw new ApiException(
          ErrorKind.BAD_REQUEST, "The URI has a # in it. Escape it as %23 if it is meant.");
    }
    ContentTypes.check(request.getHeaders().getValuesList(HttpHeader.CONTENT_TYPE));
    String checkedPath = RequestUri.checkedPath(path);
    String query = uri.getQuery();
    String checkedQuery = query == null ? null : RequestUri.checkedQuery(query);
    if (checkedPath.equals(path) && (query == null || checkedQuery.equals(query))) {
      return request;
    }
    HttpURI escaped = HttpURI.build(uri).path(checkedPath).query(checkedQuery).asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpURI getHttpURI() {
        return escaped;
      }
    };
  }

  /** Knows whether a request was completed, and completes it once, when its body is at its end. */
  private static final class Completion extends Callback.Nested {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Remainder body;

    Completion(Callback callback, Remainder body) {
      super(callback);
      this.body = body;
    }

    boolean isDone() {
      return done.get();
    }

    @Override
    public void succeeded() {
      if (done.compareAndSet(false, true)) {
        body.take(super::succeeded);
      }
    }

    @Override
    public void failed(Throwable failure) {
      if (done.compareAndSet(false, true)) {
        super.failed(failure);
      }
    }
  }

  /** Keeps one Content-Length where both a resource and the container set it. */
  private static final class SingleLength extends Response.Wrapper {
    SingleLength(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (!isCommitted()) {
        String length = getHeaders().get(HttpHeader.CONTENT_LENGTH);
        if (length != null) {
          getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        }
      }
      super.write(last, content, callback);
    }
  }
}
