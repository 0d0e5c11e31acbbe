package io.restriper.contract.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restriper.contract.matrix.Recording.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers as a server once did: each request as it was answered when it was sent for the first
 * time, the second time and so on, and like the last time from then on.
 */
final class RecordedServer implements AutoCloseable {
  private static final int NOT_RECORDED = 501;

  private final Map<String, Deque<Exchange>> answers = new HashMap<>();
  private final List<String> unknown = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private RecordedServer(HttpServer server) {
    this.server = server;
  }

  static RecordedServer start(Recording recording) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RecordedServer server = new RecordedServer(http);
    recording
        .exchanges()
        .forEach(
            exchange ->
                server
                    .answers
                    .computeIfAbsent(exchange.request(), request -> new ArrayDeque<>())
                    .add(exchange));
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests that the server was never asked. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      http.getRequestBody().readAllBytes();
      String request = http.getRequestMethod() + " " + http.getRequestURI();
      Deque<Exchange> known = answers.get(request);
      if (known == null) {
        unknown.add(request);
        reply(http, NOT_RECORDED, "not recorded".getBytes(StandardCharsets.US_ASCII));
        return;
      }
      Exchange next = known.size() > 1 ? known.poll() : known.peek();
      next.headers()
          .forEach(
              (name, values) ->
                  values.forEach(value -> http.getResponseHeaders().add(name, value)));
      reply(http, next.status(), next.body());
    }
  }

  private static void reply(HttpExchange http, int status, byte[] body) throws IOException {
    http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    http.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
