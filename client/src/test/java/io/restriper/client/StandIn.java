package io.restriper.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A server that answers what a test tells it to, and remembers what it was asked. */
final class StandIn implements AutoCloseable {

  record Asked(String method, String path, Map<String, List<String>> headers, byte[] body) {

    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<HttpHandler> answers = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final String scheme;
  private volatile IntConsumer taker;

  StandIn() {
    this(null);
  }

  StandIn(SSLContext tls) {
    this(tls, false);
  }

  StandIn(SSLContext tls, boolean needsClientCertificate) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (tls == null) {
        server = HttpServer.create(address, 0);
      } else {
        HttpsServer https = HttpsServer.create(address, 0);
        https.setHttpsConfigurator(
            new HttpsConfigurator(tls) {
              @Override
              public void configure(HttpsParameters parameters) {
                SSLParameters mutual = tls.getDefaultSSLParameters();
                mutual.setNeedClientAuth(needsClientCertificate);
                parameters.setSSLParameters(mutual);
              }
            });
        server = https;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    scheme = tls == null ? "http" : "https";
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The last answer told is given again and again. */
  StandIn answer(HttpHandler handler) {
    answers.add(handler);
    return this;
  }

  StandIn json(int status, String body) {
    return answer(exchange -> send(exchange, status, "application/json", body));
  }

  StandIn error(int status, String errorClass) {
    return json(
        status,
        """
        {"error_class": "%s", "description": "It went wrong.", "module": "test", "stack": [],
         "user_visible": true, "inner": null}"""
            .formatted(errorClass));
  }

  /** Reads the request and ends the connection without an answer. */
  StandIn breakOff() {
    return answer(HttpExchange::close);
  }

  /** Request bodies are counted and not kept. */
  void takeBodies(IntConsumer counter) {
    taker = counter;
  }

  static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  URI endpoint() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked only() {
    if (asked.size() != 1) {
      throw new AssertionError("Asked " + asked.size() + " times instead of once.");
    }
    return asked.get(0);
  }

  RestriperClient client() {
    return RestriperClient.builder(endpoint()).retryPolicy(RetryPolicy.none()).build();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private byte[] take(InputStream body) throws IOException {
    IntConsumer counter = taker;
    if (counter == null) {
      return body.readAllBytes();
    }
    byte[] buffer = new byte[64 * 1024];
    for (int count = body.read(buffer); count > 0; count = body.read(buffer)) {
      counter.accept(count);
    }
    return new byte[0];
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpHandler handler = answers.size() > 1 ? answers.poll() : answers.peek();
      byte[] body = take(exchange.getRequestBody());
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              body));
      handler.handle(exchange);
    }
  }
}
