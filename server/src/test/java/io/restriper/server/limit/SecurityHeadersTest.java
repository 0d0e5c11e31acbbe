package io.restriper.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.server.Served;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every answer tells a browser, whoever gives it. */
class SecurityHeadersTest {
  private static final Map<String, String> ALWAYS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer");

  private static Served served;

  @BeforeAll
  static void start() throws Exception {
    served = new Served();
    served.put("/v1/files/%2Ff/data", "12345");
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/cluster/protection/restriper/status, 200",
    "HEAD, /v1/cluster/protection/restriper/status, 200",
    "GET, /v1/cluster/restriper/status, 200",
    "GET, /v1/files/%2Ff/data, 200",
    "HEAD, /v1/files/%2Ff/data, 200",
    "OPTIONS, /v1/version, 200",
    "GET, /metrics, 200",
    "GET, /healthz, 200",
    "GET, /, 200",
    "GET, /web/main.js, 200",
    "GET, /docs, 200",
    "GET, /nothing, 404",
    "POST, /v1/version, 405",
    "GET, /v1/files/%2F%FF/data, 400",
    "GET, /v1/files/%2Fnone/data, 404",
    "DELETE, /v1/files/%2Fnone, 404"
  })
  void everyAnswerHasEachOnce(String method, String path, int status) throws Exception {
    HttpResponse<byte[]> answer = served.send(method, path, BodyPublishers.noBody());
    assertThat(answer.statusCode()).isEqualTo(status);
    ALWAYS.forEach(
        (name, value) -> assertThat(answer.headers().allValues(name)).containsExactly(value));
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
    assertThat(answer.headers().allValues("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void anAnswerWithoutABodyHasThemToo() throws Exception {
    served.put("/v1/files/%2Fgone/data", "x");
    HttpResponse<byte[]> answer =
        served.send("DELETE", "/v1/files/%2Fgone", BodyPublishers.noBody());
    assertThat(answer.statusCode()).isEqualTo(200);
    ALWAYS.forEach(
        (name, value) -> assertThat(answer.headers().allValues(name)).containsExactly(value));
  }

  @Test
  void soHasAMistakeOfTheServer() throws Exception {
    served.files.failure = Optional.of(new IllegalStateException("a mistake"));
    try {
      HttpResponse<byte[]> answer = served.get("/v1/files/%2Ff/data");
      assertThat(answer.statusCode()).isEqualTo(500);
      ALWAYS.forEach(
          (name, value) -> assertThat(answer.headers().allValues(name)).containsExactly(value));
    } finally {
      served.files.failure = Optional.empty();
    }
  }

  @Test
  void soHasWhatIsNoRequestAtAll() throws IOException {
    for (String nonsense :
        List.of(
            "nonsense\r\n\r\n", "GET /healthz HTTP/3.7\r\n\r\n", "GET /healthz HTTP/1.1\r\n\r\n")) {
      String answer = served.raw(nonsense);
      assertThat(answer).startsWith("HTTP/1.1 ").containsPattern("^HTTP/1.1 [45]");
      ALWAYS.forEach((name, value) -> assertThat(answer).containsOnlyOnce(name + ": " + value));
    }
  }

  @Test
  void onlyStatesAreNotStored() throws Exception {
    assertThat(served.get("/v1/file-system").headers().firstValue("Cache-Control"))
        .hasValue("no-store");
    assertThat(served.get("/web/main.js").headers().firstValue("Cache-Control"))
        .hasValue("no-cache");
  }
}
