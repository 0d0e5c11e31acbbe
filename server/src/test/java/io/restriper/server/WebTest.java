package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src)=\"([^\"#]+)\"|from '\\./([^']+)'");

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8",
    "/web/main.js, text/javascript;charset=utf-8",
    "/web/style.css, text/css;charset=utf-8",
    "/web/icon.svg, image/svg+xml",
    "/docs, text/html;charset=utf-8",
    "/docs/swagger-ui-bundle.js, text/javascript;charset=utf-8",
    "/docs/openapi.yaml, application/yaml",
  })
  void filesAreServedWithTheirTypeAndWithAllThatKeepsABrowserInBounds(String path, String type)
      throws Exception {
    HttpResponse<byte[]> answer = served.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.headers().firstValue("Content-Length"))
        .hasValue(Integer.toString(answer.body().length));
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; base-uri 'none'; frame-ancestors 'none';"
                + " form-action 'self'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @ParameterizedTest
  @CsvSource({"If-Match, 1", "If-None-Match, 1", "If-None-Match, '\"1'"})
  void refusesAnEntityTagThatIsNone(String header, String value)
      throws IOException, InterruptedException {
    ErrorsTest.assertError(served.get("/", header, value), 400, "http_invalid_parameter_error");
  }

  @Test
  void whatABrowserHasAlreadyIsNotSentAgain() throws Exception {
    String tag = served.get("/").headers().firstValue("ETag").orElseThrow();
    HttpResponse<byte[]> again = served.get("/", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    assertThat(served.get("/web/main.js", "If-None-Match", tag).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> other = served.get("/", "If-Match", "\"another\"");
    assertThat(other.statusCode()).isEqualTo(412);
    assertThat(Served.json(other).get("description").asText()).contains("If-Match");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/web/style.css", "/docs", "/docs/openapi.yaml"})
  void headTellsWhatGetWouldSend(String path) throws Exception {
    HttpResponse<byte[]> head = served.send("HEAD", path, BodyPublishers.noBody());
    HttpResponse<byte[]> get = served.get(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : List.of("Content-Type", "Content-Length", "ETag", "Cache-Control")) {
      assertThat(head.headers().firstValue(name))
          .as(name)
          .isEqualTo(get.headers().firstValue(name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /",
    "PUT, /",
    "DELETE, /web/main.js",
    "POST, /docs",
    "PATCH, /docs/openapi.yaml",
  })
  void nothingCanBeDoneToFilesButReadThem(String method, String path) throws Exception {
    HttpResponse<byte[]> answer = served.send(method, path, BodyPublishers.ofString("x"));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElseThrow())
        .contains("GET", "HEAD")
        .doesNotContain(method);
    assertThat(Served.json(answer).get("error_class").asText())
        .isEqualTo("http_method_not_allowed_error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/none.js",
        "/web/index.html",
        "/web/",
        "/web",
        "/web/docs/index.html",
        "/web/..%2Fbuild.properties",
        "/web/%2e%2e%2fbuild.properties",
        "/web/..%5Cbuild.properties",
        "/web/%2e%2e/main.js",
        "/web//main.js",
        "/docs/..%2Findex.html",
        "/docs/swagger-ui.js",
        "/docs/%2Fetc%2Fpasswd",
        "/index.html",
        "/favicon.ico",
        "/META-INF/restriper/web/main.js",
      })
  void whatIsNotPartOfThePageIsNotServed(String path) throws Exception {
    HttpResponse<byte[]> answer = served.get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Served.json(answer).get("error_class").asText()).isEqualTo("http_not_found_error");
    assertThat(Served.json(answer).get("description").asText()).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/web/../main.js", "/docs/../../etc/passwd"})
  void aPathThatCannotBeUnderstoodIsRefused(String path) throws Exception {
    assertThat(served.raw("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("http_bad_request_error");
  }

  @Test
  void allThatThePagesNameIsServed() throws Exception {
    for (String page : List.of("/", "/docs")) {
      String html = new String(served.get(page).body(), StandardCharsets.UTF_8);
      for (String path : references(html)) {
        assertThat(served.get("/" + path.replaceFirst("^\\./", "")).statusCode())
            .as("%s, named in %s", path, page)
            .isEqualTo(200);
      }
    }
    try (Stream<Path> files = Files.list(sources())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.equals("index.html")) {
          continue;
        }
        HttpResponse<byte[]> answer = served.get("/web/" + name);
        assertThat(answer.statusCode()).as(name).isEqualTo(200);
        for (String other : references(new String(answer.body(), StandardCharsets.UTF_8))) {
          assertThat(served.get("/web/" + other).statusCode()).as(other).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void thePageHasNoScriptOrStyleOfItsOwnAndNamesNoOtherServer() throws Exception {
    try (Stream<Path> files = Files.walk(sources())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file).replace("http://www.w3.org/2000/svg", "");
        assertThat(text)
            .as(file.getFileName().toString())
            .doesNotContain("http://", "https://", " style=", "innerHTML", "eval(", "localStorage")
            .doesNotContainPattern(" on[a-z]+=\"")
            .doesNotContainPattern("<script(?![^>]* src=)");
        assertThat(text.lines()).as(file.toString()).hasSizeLessThanOrEqualTo(400);
      }
    }
  }

  @Test
  void theContractIsHandedOutWithThisServerInIt() throws Exception {
    JsonNode contract = new YAMLMapper().readTree(served.get("/docs/openapi.yaml").body());
    assertThat(contract.at("/servers")).hasSize(1);
    assertThat(contract.at("/servers/0/url").asText()).isEqualTo("/");
    assertThat(contract.at("/paths/~1v1~1version/get/operationId").asText())
        .isEqualTo("getVersion");
  }

  @Test
  void docsWithASlashLeadsToDocsWithoutOne() throws Exception {
    HttpResponse<byte[]> answer = served.get("/docs/");
    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/docs");
  }

  @Test
  void thePageLearnsHowFullEachDriveIs() throws Exception {
    JsonNode drives = Served.json(served.get("/web/drives.json"));
    JsonNode slots = Served.json(served.get("/v1/cluster/slots/"));
    assertThat(drives.findValuesAsText("id"))
        .containsExactlyInAnyOrderElementsOf(slots.findValuesAsText("id"));
    assertThat(drives.findValuesAsText("used")).containsOnly("4");
    assertThat(drives.findValuesAsText("free")).containsOnly("6");
  }

  private static List<String> references(String text) {
    return REFERENCE
        .matcher(text)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .filter(path -> !path.equals("./"))
        .toList();
  }

  private static Path sources() throws URISyntaxException {
    return Path.of(WebTest.class.getResource("/META-INF/restriper/web").toURI());
  }
}
