package io.restriper.contract.spec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Stands between a caller and a server, and checks every answer against the specification. */
public final class ValidatingProxy implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final SpecResponses spec;
  private final Supplier<URI> target;
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final Listener listener;

  /** Hears each answer before the caller gets it. */
  public interface Listener {
    void answered(
        String method, String rawPath, int status, Map<String, List<String>> headers, byte[] body);
  }

  private ValidatingProxy(
      SpecResponses spec, Supplier<URI> target, HttpServer proxy, Listener listener) {
    this.spec = spec;
    this.target = target;
    this.proxy = proxy;
    this.listener = listener;
  }

  /**
   * Starts a proxy on a free port.
   *
   * @param target where the server is, asked for each request
   */
  public static ValidatingProxy start(SpecResponses spec, Supplier<URI> target) throws IOException {
    return start(spec, target, (method, rawPath, status, headers, body) -> {});
  }

  /** Starts a proxy on a free port, on which somebody listens. */
  public static ValidatingProxy start(SpecResponses spec, Supplier<URI> target, Listener listener)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ValidatingProxy proxy = new ValidatingProxy(spec, target, server, listener);
    server.createContext("/", proxy::forward);
    server.setExecutor(proxy.threads);
    server.start();
    return proxy;
  }

  public int port() {
    return proxy.getAddress().getPort();
  }

  /** What was wrong with the answers so far. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** How many answers were checked. */
  public int answers() {
    return answers.get();
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      String rawPath = exchange.getRequestURI().toString();
      String method = exchange.getRequestMethod();
      byte[] sent = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target.get() + rawPath))
              .method(
                  method,
                  sent.length == 0 && !method.equals("PUT")
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(sent));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      byte[] body = body(answer);
      answers.incrementAndGet();
      spec.violations(
              new SpecResponses.Answer(
                  method,
                  rawPath,
                  answer.statusCode(),
                  name -> answer.headers().firstValue(name),
                  body))
          .forEach(
              violation ->
                  violations.add(
                      method + " " + rawPath + " " + answer.statusCode() + ": " + violation));
      listener.answered(method, rawPath, answer.statusCode(), kept(answer), body);
      reply(exchange, answer, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All of it; of a stream of events, which does not end, what comes up to the first event. */
  private static byte[] body(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      boolean events =
          answer
              .headers()
              .firstValue("Content-Type")
              .filter(type -> type.startsWith("text/event-stream"))
              .isPresent();
      if (!events) {
        return in.readAllBytes();
      }
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        read.write(next);
        String text = read.toString(StandardCharsets.UTF_8);
        if (text.contains("\ndata: ") && text.endsWith("\n\n")) {
          break;
        }
      }
      return read.toByteArray();
    }
  }

  private static Map<String, List<String>> kept(HttpResponse<?> answer) {
    Map<String, List<String>> kept = new TreeMap<>(answer.headers().map());
    kept.keySet().removeIf(name -> HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)));
    return kept;
  }

  private static void reply(HttpExchange exchange, HttpResponse<?> answer, byte[] body)
      throws IOException {
    kept(answer)
        .forEach(
            (name, values) ->
                values.forEach(value -> exchange.getResponseHeaders().add(name, value)));
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdown();
  }
}
