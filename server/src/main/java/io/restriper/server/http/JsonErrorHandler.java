package io.restriper.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.error.ErrorKind;
import io.restriper.server.resource.Json;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Answers in JSON where the HTTP server itself refuses a request. */
final class JsonErrorHandler implements Request.Handler {
  private final List<HttpField> headers;

  /**
   * A handler for what never comes to the others.
   *
   * @param secure whether connections are encrypted
   */
  JsonErrorHandler(boolean secure) {
    this.headers = SecurityHeaders.fields(secure);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws JsonProcessingException {
    Throwable cause = (Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    int status = cause instanceof HttpException refusal ? refusal.getCode() : response.getStatus();
    SecurityHeaders.complete(response.getHeaders(), headers);
    ErrorAnswer answer =
        cause instanceof EofException
            // The client has gone, and nobody will read it; whoever sends that must fill no log.
            ? answer(ErrorKind.BAD_REQUEST.status(), null)
            : answer(status, cause);
    // Of a request that was not understood, nobody knows where the next one begins.
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    if (HttpMethod.HEAD.is(request.getMethod())) {
      // Jetty leaves the body out only of what it has understood.
      start(response, answer);
      response.write(true, BufferUtil.EMPTY_BUFFER, callback);
    } else {
      write(response, callback, answer);
    }
    return true;
  }

  private static ErrorAnswer answer(int status, Throwable cause) {
    if (status == ErrorKind.INTERNAL.status()) {
      return cause == null
          ? ErrorAnswer.ofMistake(new IllegalStateException("status 500 without a cause"))
          : ErrorAnswer.ofMistake(cause);
    }
    String description =
        switch (status) {
          case 408 -> "The request did not arrive in time. Send it again.";
          case 414 -> "The URI is too long. A path has at most 4,095 bytes, escapes not counted.";
          case 431 -> "The header fields are too long. Send fewer or shorter ones.";
          case 503 -> "The server is stopping. Try again in a few seconds.";
          case 505 -> "The version of HTTP is not supported. Send HTTP/1.1.";
          default -> "The request is not valid HTTP. Check the request line and the header fields.";
        };
    return ErrorAnswer.of(ErrorKind.ofStatus(status), status, description, Map.of());
  }

  /** Sends an answer. */
  static void write(Response response, Callback callback, ErrorAnswer answer)
      throws JsonProcessingException {
    response.write(true, head(response, answer), callback);
  }

  /** Makes a response the head of an answer, and gives the body, which is to be written. */
  static ByteBuffer head(Response response, ErrorAnswer answer) throws JsonProcessingException {
    byte[] body = Json.MAPPER.writeValueAsBytes(answer.body());
    start(response, answer);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    return ByteBuffer.wrap(body);
  }

  private static void start(Response response, ErrorAnswer answer) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    answer.headers().forEach(response.getHeaders()::put);
  }
}
