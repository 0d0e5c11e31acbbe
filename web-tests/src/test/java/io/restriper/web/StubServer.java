package io.restriper.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page's files as they are in the jar, and of the API what a test tells it. It knows no
 * runs and no events unless told, as a server that has only the published slice.
 */
final class StubServer implements AutoCloseable {
  static final String STATUS = "/v1/cluster/protection/restriper/status";
  static final String RUNS = "/v1/cluster/protection/restriper/runs/";
  static final String EVENTS = "/v1/cluster/protection/restriper/events";
  static final String SLOTS = "/v1/cluster/slots/";
  static final String PROTECTION = "/v1/cluster/protection/status";

  private static final String FOLDER = "/META-INF/restriper/web/";
  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private volatile Optional<String> token = Optional.empty();

  StubServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.setExecutor(threads);
    http.start();
    say(
        STATUS,
        """
        {"state":"FINISHED","phase":"","blocked_reason":"","data_at_risk":false,
        "elapsed_seconds":0.0,"percent_complete":0.0,"coordinator_node":1}""");
    say(
        PROTECTION,
        """
        {"blocks_per_stripe":6,"data_blocks_per_stripe":4,
        "protection_system_type":"PROTECTION_SYSTEM_TYPE_EC","max_node_failures":0,
        "max_drive_failures":2,"max_drive_spares":0,"remaining_node_failures":0,
        "remaining_drive_failures":2,"pending_configuration":null}""");
    say(
        SLOTS,
        """
        [{"id":"1:1","node_id":1,"slot":1,"state":"healthy","slot_type":"SSD","disk_type":"SSD",
        "disk_model":"","disk_serial_number":"","capacity":"1000","raw_capacity":"1000",
        "minimum_raw_capacity":"0","slot_command_capacity":0,"high_endurance":false,
        "drive_bay":"","led_pattern":"LED_PATTERN_NORMAL"}]""");
    say(
        "/v1/cluster/nodes/",
        """
        [{"id":1,"node_status":"online","node_name":"one","uuid":"","label":"","model_number":"",
        "serial_number":"","mac_address":""}]""");
    say("/v1/cluster/settings", "{\"cluster_name\":\"stub\"}");
    say(
        "/v1/file-system",
        """
        {"block_size_bytes":1,"total_size_bytes":"1000","free_size_bytes":"500",
        "snapshot_size_bytes":"0"}""");
    say(
        "/v1/version",
        "{\"revision_id\":\"Stub 1\",\"build_id\":\"\",\"flavor\":\"\",\"build_date\":\"\"}");
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Answers a path with this from then on. */
  StubServer say(String path, String body) {
    answers.put(path, body);
    return this;
  }

  /** Answers like {@link #say} after a part of the answer is replaced, which must be in there. */
  StubServer change(String path, String part, String by) {
    String old = answers.get(path);
    if (!old.contains(part)) {
      throw new IllegalArgumentException(path + " does not say " + part);
    }
    return say(path, old.replace(part, by));
  }

  /** Knows a path no more. */
  StubServer forget(String path) {
    answers.remove(path);
    return this;
  }

  /** Wants this token for the API from then on. */
  StubServer want(String secret) {
    token = Optional.of(secret);
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/")) {
        file(exchange, "index.html", "text/html");
      } else if (path.startsWith("/web/") && !path.endsWith(".json")) {
        String name = path.substring("/web/".length());
        file(exchange, name, TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
      } else if (token.isPresent()
          && !("Bearer " + token.get())
              .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(exchange, 401, "application/json", "{\"description\":\"Send a token.\"}");
      } else if (answers.containsKey(path)) {
        String type = path.equals(EVENTS) ? "text/event-stream" : "application/json";
        send(exchange, 200, type, answers.get(path));
      } else {
        send(exchange, 404, "application/json", "{\"description\":\"There is no such thing.\"}");
      }
    }
  }

  private static void file(HttpExchange exchange, String name, String type) throws IOException {
    try (InputStream in = StubServer.class.getResourceAsStream(FOLDER + name)) {
      send(exchange, 200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdown();
  }
}
