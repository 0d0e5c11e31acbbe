package io.restriper.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.error.ErrorKind;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests pass to the resources whose path and query can be understood in one way only. */
final class Gate extends Handler.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  Gate(Handler resources) {
    super(resources);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws JsonProcessingException {
    Request checked;
    try {
      checked = check(request);
    } catch (ApiException e) {
      JsonErrorHandler.write(response, callback, ErrorAnswer.of(e.kind(), e.getMessage()));
      return true;
    }
    try {
      return super.handle(checked, new SingleLength(checked, response), callback);
    } catch (Exception e) {
      // The resources have failed the callback already, which ends the connection: what was
      // being sent was logged where it broke off, and the client must notice that it is not whole.
      LOG.debug("{} {} broke off", request.getMethod(), request.getHttpURI().getPath(), e);
      callback.failed(e);
      return true;
    }
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
