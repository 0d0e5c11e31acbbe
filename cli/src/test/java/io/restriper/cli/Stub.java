package io.restriper.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of another make: it answers what a test tells it, and knows nothing else. To be closed.
 */
public final class Stub implements AutoCloseable {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";

  private record Answer(int status, String type, String body) {}

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();

  /** A server that knows nothing. */
  public Stub() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** A server that has the documented slice, and no runs and no events. */
  public static Stub slice() {
    return new Stub()
        .status("FINISHED", "", "", false, 0, 0)
        .json(
            "/v1/cluster/protection/status",
            """
            {"blocks_per_stripe":6,"data_blocks_per_stripe":4,\
            "protection_system_type":"PROTECTION_SYSTEM_TYPE_EC","max_node_failures":1,\
            "max_drive_failures":2,"max_drive_spares":0,"remaining_node_failures":1,\
            "remaining_drive_failures":2,"pending_configuration":null}""")
        .json(
            "/v1/cluster/slots/", "[" + slot("1:1", "healthy") + "," + slot("1:2", "missing") + "]")
        .json("/v1/cluster/settings", "{\"cluster_name\":\"field\"}");
  }

  /** The JSON of a slot. */
  public static String slot(String id, String state) {
    return """
    {"id":"%s","node_id":1,"slot":1,"state":"%s","slot_type":"HDD","disk_type":"HDD",\
    "disk_model":"M","disk_serial_number":"S","capacity":"1000000","raw_capacity":"1000000",\
    "minimum_raw_capacity":"1","slot_command_capacity":0,"high_endurance":false,\
    "drive_bay":"b1","led_pattern":"LED_PATTERN_NORMAL"}"""
        .formatted(id, state);
  }

  /** Where it answers. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Sets the status. */
  public Stub status(
      String state, String phase, String blocked, boolean atRisk, double elapsed, double percent) {
    return json(
        STATUS,
        """
        {"state":"%s","phase":"%s","blocked_reason":"%s","data_at_risk":%s,\
        "elapsed_seconds":%s,"percent_complete":%s,"coordinator_node":1}"""
            .formatted(state, phase, blocked, atRisk, elapsed, percent));
  }

  /** Sets the status to any JSON. */
  public Stub status(String json) {
    return json(STATUS, json);
  }

  /** Answers a path with JSON. */
  public Stub json(String path, String json) {
    return answer(path, 200, "application/json", json);
  }

  /** Answers a path with an error of the API. */
  public Stub error(String path, int status, String errorClass, String description) {
    return answer(
        path,
        status,
        "application/json",
        """
        {"error_class":"%s","description":"%s","module":"stub","stack":[],"user_visible":true,\
        "inner":null}"""
            .formatted(errorClass, description));
  }

  /** Answers a path with anything. */
  public Stub answer(String path, int status, String type, String body) {
    answers.put(path, new Answer(status, type, body));
    return this;
  }

  /** Answers the question for the status with anything. */
  public Stub statusAnswer(int status, String type, String body) {
    return answer(STATUS, status, type, body);
  }

  /** Method and path of each request. */
  public List<String> requests() {
    return requests;
  }

  /** The header Authorization of each request, empty if it had none. */
  public List<String> tokens() {
    return tokens;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      tokens.add(token == null ? "" : token);
      exchange.getRequestBody().readAllBytes();
      Answer answer =
          answers.getOrDefault(path, new Answer(404, "text/plain", "No such resource."));
      byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type);
      exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
