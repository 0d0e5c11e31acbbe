package io.restriper.client.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.deprecation.DeprecationWatch;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperInterruptedException;
import io.restriper.client.error.RestriperProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests, once each, and turns every way to fail into one of the client's exceptions.
 * Thread-safe.
 */
public final class Http implements AutoCloseable {

  /** Three of the comments that the contract promises every 15 seconds. */
  public static final Duration SILENCE = Duration.ofSeconds(45);

  private final HttpClient client;
  private final DeprecationWatch deprecations;
  private final Set<CompletableFuture<?>> sending = ConcurrentHashMap.newKeySet();
  private final Set<BodyStream> bodies = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * A sender.
   *
   * @param client the JDK's client to send with
   * @param deprecations looks at every answer
   */
  public Http(HttpClient client, DeprecationWatch deprecations) {
    this.client = client;
    this.deprecations = deprecations;
  }

  /**
   * Sends a request whose answer is JSON.
   *
   * @param request the request
   * @param timeout how long the answer may take
   * @return the JSON
   * @throws RestriperException if it fails in any way
   */
  public JsonNode json(Request request, Duration timeout) {
    HttpResponse<BodyStream> response = send(request, timeout);
    try (BodyStream body = response.body()) {
      body.mustEndWithin(timeout);
      return Answers.json(request, response, body);
    }
  }

  /**
   * Sends a request whose answer is not looked at if it is a success.
   *
   * @param request the request
   * @param timeout how long the answer may take
   * @throws RestriperException if it fails in any way
   */
  public void nothing(Request request, Duration timeout) {
    HttpResponse<BodyStream> response = send(request, timeout);
    try (BodyStream body = response.body()) {
      body.mustEndWithin(timeout);
      Answers.nothing(request, response, body);
    }
  }

  /**
   * Sends a request whose answer is the bytes of a file.
   *
   * @param request the request
   * @param timeout how long the answer may take to begin, and each part of it to follow
   * @return the answer, whose body is to be closed
   * @throws RestriperException if it fails in any way
   */
  public HttpResponse<BodyStream> bytes(Request request, Duration timeout) {
    HttpResponse<BodyStream> response = send(request, timeout);
    try {
      Answers.bytes(request, response, response.body(), timeout);
      return response;
    } catch (RestriperException e) {
      response.body().close();
      throw e;
    }
  }

  /**
   * Sends a request whose answer is a stream of events that does not end by itself.
   *
   * @param request the request
   * @param timeout how long the answer may take to begin
   * @return the stream, to be closed; a read fails when nothing comes for {@link #SILENCE}
   * @throws RestriperException if it fails in any way
   */
  public BodyStream events(Request request, Duration timeout) {
    HttpResponse<BodyStream> response = send(request, timeout, SILENCE);
    try {
      Answers.events(request, response, response.body(), timeout);
      return response.body();
    } catch (RestriperException e) {
      response.body().close();
      throw e;
    }
  }

  /** Ends what is going on: calls that wait for an answer fail, bodies cannot be read any more. */
  @Override
  public void close() {
    closed = true;
    sending.forEach(future -> future.cancel(true));
    bodies.forEach(BodyStream::close);
  }

  private HttpResponse<BodyStream> send(Request request, Duration timeout) {
    return send(request, timeout, timeout);
  }

  private HttpResponse<BodyStream> send(Request request, Duration timeout, Duration patience) {
    CompletableFuture<HttpResponse<BodyStream>> future =
        client.sendAsync(
            build(request),
            info -> {
              BodyStream body =
                  new BodyStream(request.name(), info.statusCode(), patience, bodies::remove);
              bodies.add(body);
              if (closed) {
                body.close();
              }
              return body;
            });
    sending.add(future);
    try {
      if (closed) {
        future.cancel(true);
      }
      HttpResponse<BodyStream> response = await(request, future, timeout);
      deprecations.look(request.method(), request.uri(), response.headers());
      return response;
    } finally {
      sending.remove(future);
    }
  }

  private static HttpRequest build(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(
                request.method(),
                request.body().map(RequestBody::publisher).orElseGet(BodyPublishers::noBody));
    request.headers().forEach(builder::setHeader);
    return builder.build();
  }

  private static HttpResponse<BodyStream> await(
      Request request, CompletableFuture<HttpResponse<BodyStream>> future, Duration timeout) {
    long began = System.nanoTime();
    while (true) {
      // An upload takes as long as it takes, if only it goes on.
      long since = request.body().map(RequestBody::lastProgressNanos).orElse(began);
      long left = timeout.toNanos() - (System.nanoTime() - since);
      if (left <= 0) {
        future.cancel(true);
        throw new RestriperConnectionException(
            Kind.TIMED_OUT, request.name() + " got no answer within " + timeout + ".", null);
      }
      try {
        return future.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        continue;
      } catch (CancellationException e) {
        throw Failures.closed(request, e);
      } catch (InterruptedException e) {
        future.cancel(true);
        Thread.currentThread().interrupt();
        throw new RestriperInterruptedException(request.name() + " was interrupted.", e);
      } catch (ExecutionException e) {
        throw Failures.of(request, e.getCause());
      }
    }
  }

  /** What is wrong with an answer that came. */
  static RestriperProtocolException nonsense(int status, String message, Throwable cause) {
    return new RestriperProtocolException(status, false, message, cause);
  }
}
