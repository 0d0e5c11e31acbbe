package io.restriper.contract.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers like a Pact Broker, as far as it is asked here, and records what it is sent. It knows one
 * pact, and refuses who does not send the right authorization.
 *
 * <p>The links and bodies are those that Pact's own client follows and reads; they were not taken
 * down from a real broker.
 */
final class StandIn implements AutoCloseable {

  /**
   * What was asked.
   *
   * @param path with the query, encoded as it came
   */
  record Asked(String method, String path, JsonNode body) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACTS = "/pacts/provider/restriper-server";
  private static final String PACT =
      PACTS + "/consumer/restriper-client/pact-version/7a/metadata/1";

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String authorization;
  private final ObjectNode pact;
  private volatile boolean deployable = true;
  private volatile boolean old;
  private volatile int resultStatus = 201;

  private StandIn(HttpServer server, String authorization, JsonNode pact) {
    this.server = server;
    this.authorization = authorization;
    this.pact = pact.deepCopy();
  }

  /** Starts one that knows this pact and lets in who sends this header. */
  static StandIn start(String authorization, JsonNode pact) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StandIn standIn = new StandIn(server, authorization, pact);
    server.createContext("/", standIn::answer);
    server.start();
    return standIn;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked, in that order. */
  List<Asked> asked() {
    return asked;
  }

  /** What was asked with this method of a path that begins so. */
  List<Asked> asked(String method, String path) {
    return asked.stream()
        .filter(each -> each.method().equals(method) && each.path().startsWith(path))
        .toList();
  }

  /** Says no from here on. */
  StandIn sayingNo() {
    deployable = false;
    return this;
  }

  /** Has no branches, as before 2.86. */
  StandIn old() {
    old = true;
    return this;
  }

  /** Takes no results of verifications. */
  StandIn refusingResults() {
    resultStatus = 500;
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().toString();
      if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        // Without this, who has a password does not know that it is to be sent.
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"broker\"");
        send(exchange, 401, Map.of("error", "authorization required"));
        return;
      }
      String method = exchange.getRequestMethod();
      asked.add(new Asked(method, path, JSON.readTree(body)));
      answer(exchange, method + " " + path);
    }
  }

  private void answer(HttpExchange exchange, String question) throws IOException {
    if (question.equals("GET /") || question.equals("GET ")) {
      send(exchange, 200, Map.of("_links", old ? Map.of() : index()));
    } else if (question.equals("POST /contracts/publish")) {
      send(exchange, 200, Map.of("notices", List.of(), "_links", Map.of()));
    } else if (question.equals("POST " + PACTS + "/for-verification")) {
      send(exchange, 200, pactsForVerification());
    } else if (question.equals("GET " + PACT)) {
      send(exchange, 200, linkedPact());
    } else if (question.equals("POST " + PACT + "/verification-results")) {
      send(exchange, resultStatus, Map.of());
    } else if (question.equals("GET /pacticipants/restriper-server")) {
      send(exchange, 200, Map.of("_links", provider()));
    } else if (question.startsWith("PUT /pacticipants/restriper-server/branches/")) {
      send(exchange, 201, Map.of());
    } else if (question.startsWith("GET /matrix?")) {
      send(exchange, 200, matrix());
    } else {
      send(exchange, 404, Map.of("error", "there is no " + question));
    }
  }

  private Map<String, Object> index() {
    return Map.of(
        "pb:publish-contracts",
        Map.of("href", url() + "/contracts/publish"),
        "pb:provider-pacts-for-verification",
        Map.of("href", url() + "/pacts/provider/{provider}/for-verification", "templated", true));
  }

  private Map<String, Object> provider() {
    return Map.of(
        "pb:branch-version",
        Map.of(
            "href",
            url() + "/pacticipants/restriper-server/branches/{branch}/versions/{version}",
            "templated",
            true));
  }

  private Map<String, Object> pactsForVerification() {
    return Map.of(
        "_embedded",
        Map.of(
            "pacts",
            List.of(
                Map.of(
                    "verificationProperties",
                    Map.of("notices", List.of()),
                    "_links",
                    Map.of("self", Map.of("href", url() + PACT, "name", "the pact"))))));
  }

  private ObjectNode linkedPact() {
    ObjectNode linked = pact.deepCopy();
    linked.set(
        "_links",
        JSON.valueToTree(
            Map.of(
                "self", Map.of("href", url() + PACT),
                "pb:provider", Map.of("href", url() + "/pacticipants/restriper-server"),
                "pb:publish-verification-results",
                    Map.of("href", url() + PACT + "/verification-results"))));
    return linked;
  }

  private Map<String, Object> matrix() {
    String reason =
        deployable
            ? "All required verification results are published and successful"
            : "The verification for the pact between restriper-client and restriper-server failed";
    return Map.of(
        "summary",
        Map.of("deployable", deployable, "reason", reason, "unknown", 0),
        "matrix",
        List.of());
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/hal+json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
