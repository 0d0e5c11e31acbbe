package io.restriper.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.work.Phase;
import io.restriper.server.Served;
import io.restriper.server.access.Access;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Token;
import io.restriper.server.access.token.TokenText;
import io.restriper.server.access.token.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Whoever asks for the status gets the same bytes, whichever way they are made. What the shorter
 * way does not know goes the longer one, so a header field that nobody knows takes a request there.
 */
class StatusFirstTest {
  private static final String PATH = "/v1/cluster/protection/restriper/status";
  private static final String TO_THE_RESOURCES = "X-Nobody-Knows: 1\r\n";

  private static final List<RestriperStatus> STATUSES =
      List.of(
          Served.NOT_STARTED,
          new RestriperStatus(
              RunState.RUNNING, Optional.of(Phase.REPROTECT), "", true, 12.345678, 1e-9, 7.5, 1),
          new RestriperStatus(
              RunState.FINISHED,
              Optional.empty(),
              "TOO_FEW_DRIVES: \"1:1\" fehlt \u2013 tauschen",
              true,
              0,
              0,
              0,
              7));

  private static final List<String> REQUEST_LINES =
      List.of(
          "GET " + PATH + " HTTP/1.1",
          "GET " + PATH + " HTTP/1.0",
          "HEAD " + PATH + " HTTP/1.1",
          "OPTIONS " + PATH + " HTTP/1.1",
          "POST " + PATH + " HTTP/1.1",
          "DELETE " + PATH + " HTTP/1.1",
          "get " + PATH + " HTTP/1.1",
          "GET " + PATH + "/ HTTP/1.1",
          "GET " + PATH + "? HTTP/1.1",
          "GET " + PATH + "?x=1 HTTP/1.1",
          "GET " + PATH + "?limit= HTTP/1.1",
          "GET " + PATH + ";a=b HTTP/1.1",
          "GET /" + PATH + " HTTP/1.1",
          "GET /v1/cluster/protection/restriper/%73tatus HTTP/1.1",
          "GET /v1/cluster/protection/restriper/./status HTTP/1.1",
          "GET http://localhost" + PATH + " HTTP/1.1",
          "GET http://user@127.0.0.1:1" + PATH + " HTTP/1.1");

  private static final List<String> HOSTS =
      List.of(
          "localhost",
          "LocalHost:8000",
          "localhost.",
          "localhost:0",
          "127.0.0.1",
          "999.1.1.1",
          "1.2.3",
          "1.2.3.4.5",
          "[::1]",
          "[::1]:80",
          "[::ffff:1.2.3.4]",
          "a_b.localhost",
          "-a.localhost",
          "a-.localhost",
          "a..localhost",
          "a-b.9c.localhost",
          "%41.localhost",
          "foreign.example",
          "");

  private static final List<String> FIELDS =
      List.of(
          "",
          "Accept: */*",
          "Accept: application/json",
          "Accept: APPLICATION/JSON",
          "Accept: application/json;q=0",
          "Accept: application/json;charset=utf-8",
          "Accept: application/json, text/html",
          "Accept: application/*",
          "Accept: text/html",
          "Accept: nonsense",
          "Accept:",
          "Accept: */*\r\nAccept: text/html",
          "Accept: text/html\r\nAccept: */*",
          "Accept-Encoding: gzip, br",
          "Accept-Encoding: identity;q=0, *;q=0",
          "Accept-Language: de\r\nUser-Agent: curl/8\r\nCache-Control: no-cache\r\nPragma: no-cache",
          "Accept-Language: ,;q=x",
          "Accept-Charset: latin1;q=x",
          "Authorization: Bearer x",
          "Connection: close",
          "Connection: Upgrade\r\nUpgrade: websocket",
          "Content-Length: 0",
          "Content-Length: 3\r\n\r\nabc",
          "Content-Type: nonsense",
          "Content-Type: application/json;q=x",
          "Cookie: a=b; =",
          "Expect: 100-continue",
          "Expect: nonsense",
          "Forwarded: for=1.2.3.4;host=foreign.example",
          "X-Forwarded-Host: foreign.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: ,",
          "If-Match: \"a\"",
          "If-None-Match: *",
          "If-Modified-Since: nonsense",
          "Origin: http://foreign.example\r\nReferer: :",
          "Range: bytes=0-1",
          "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n",
          "X-HTTP-Method-Override: DELETE",
          "Via: 1.1 a\r\nVia: 1.1 b");

  private final List<Boolean> byTheResources = new ArrayList<>();

  private void watch(Served served) {
    served.whenAsked =
        () ->
            byTheResources.add(
                StackWalker.getInstance()
                    .walk(
                        frames ->
                            frames.anyMatch(
                                frame -> frame.getClassName().startsWith("org.glassfish."))));
  }

  private static String ask(Served served, String line, String host, String field)
      throws IOException {
    String head = line + "\r\n" + (host == null ? "" : "Host: " + host + "\r\n");
    return served
        .raw(head + (field.isEmpty() ? "" : field + "\r\n") + "\r\n")
        .replaceAll("(?m)^Date: .*\r\n", "")
        .replaceAll("incident [0-9a-f-]+", "incident");
  }

  private static void same(Served served, String line, String host, String field)
      throws IOException {
    String direct = ask(served, line, host, field);
    String longer = ask(served, line, host, TO_THE_RESOURCES + field);
    assertThat(direct).as(line + " | " + host + " | " + field).isEqualTo(longer);
    assertThat(direct).startsWith("HTTP/1.1 ");
  }

  @Test
  void theAnswerIsThatOfTheResourcesWhateverIsAsked() throws IOException {
    try (Served served = new Served()) {
      for (RestriperStatus status : STATUSES) {
        served.status = status;
        for (String line : REQUEST_LINES) {
          same(served, line, "localhost", "");
        }
        for (String host : HOSTS) {
          same(served, REQUEST_LINES.get(0), host, "");
        }
        same(served, REQUEST_LINES.get(0), null, "");
        same(served, REQUEST_LINES.get(1), null, "");
        for (String field : FIELDS) {
          for (String line : REQUEST_LINES.subList(0, 3)) {
            same(served, line, "localhost", field);
          }
        }
      }
    }
  }

  @Test
  void whoeverMayNotHaveItIsToldTheSame() throws IOException {
    List<String> authorizations = new ArrayList<>();
    List<Token> tokens = new ArrayList<>();
    for (Role role : Role.values()) {
      TokenText text = TokenText.random(new SecureRandom());
      String sha256 = HexFormat.of().formatHex(text.hash());
      String id = HexFormat.of().toHexDigits(role.ordinal());
      tokens.add(new Token(id, role.word(), role, Instant.EPOCH, Optional.empty(), sha256));
      authorizations.add("Authorization: Bearer " + text.secret());
    }
    authorizations.add("");
    authorizations.add("Authorization: Basic abc");
    authorizations.add("Authorization: Bearer wrong");
    try (Served served = new Served(Access.of(Optional.of(new Tokens(tokens))))) {
      for (String authorization : authorizations) {
        for (String line : REQUEST_LINES) {
          same(served, line, "foreign.example", authorization);
        }
      }
    }
  }

  @Test
  void whatIsAskedAsProgramsAskNeedsNoResources() throws IOException {
    try (Served served = new Served()) {
      watch(served);
      for (String field :
          List.of(
              "",
              "Accept: */*\r\nUser-Agent: curl/8",
              "Accept: application/json\r\nAccept-Encoding: gzip\r\nConnection: keep-alive",
              "X-Forwarded-For: 1.2.3.4\r\nVia: 1.1 proxy")) {
        ask(served, REQUEST_LINES.get(0), "127.0.0.1:8000", field);
      }
      assertThat(byTheResources).containsExactly(false, false, false, false);
      byTheResources.clear();
      ask(served, REQUEST_LINES.get(0), "127.0.0.1", TO_THE_RESOURCES);
      assertThat(byTheResources).containsExactly(true);
    }
  }

  @Test
  void itIsCountedAsThatOperation() throws Exception {
    try (Served served = new Served()) {
      ask(served, REQUEST_LINES.get(0), "localhost", "");
      ask(served, REQUEST_LINES.get(0), "localhost", TO_THE_RESOURCES);
      String metrics = new String(served.get("/metrics").body(), StandardCharsets.UTF_8);
      assertThat(metrics.lines())
          .contains(
              "restriper_http_requests_total{code=\"200\",operation=\"getRestriperStatus\"} 2.0")
          .contains(
              "restriper_http_request_duration_seconds_count{operation=\"getRestriperStatus\"} 2");
    }
  }

  @Test
  void itIsAlwaysTheStatusOfThisInstant() throws IOException {
    try (Served served = new Served()) {
      for (RestriperStatus status : STATUSES) {
        served.status = status;
        assertThat(ask(served, REQUEST_LINES.get(0), "localhost", ""))
            .contains("\"state\":\"" + status.state() + "\"");
      }
    }
  }
}
