package io.restriper.contract.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.testing.RestriperExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks over every operation, asked rightly and wrongly; every answer is as specified. */
class SpecWalkIT {
  @RegisterExtension
  static final RestriperExtension RESTRIPER = RestriperExtension.builder().drives(6).build();

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final SpecResponses SPEC = SpecResponses.load();

  private static ValidatingProxy proxy;

  @BeforeAll
  static void start() throws IOException {
    proxy = ValidatingProxy.start(SPEC, RESTRIPER::uri);
    send("PUT", "/v1/files/%2Fd%2Ff/data", "application/octet-stream", null);
  }

  @AfterAll
  static void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/version, 200",
    "HEAD, /v1/version, 200",
    "GET, /v1/cluster/protection/restriper/status, 200",
    "GET, /v1/cluster/protection/restriper/events, 200",
    "HEAD, /v1/cluster/protection/restriper/events, 200",
    "POST, /v1/cluster/protection/restriper/events, 405",
    "GET, /v1/cluster/protection/restriper/runs/, 200",
    "GET, /v1/cluster/protection/restriper/runs, 200",
    "GET, /v1/cluster/protection/restriper/runs/?after=7&limit=100, 200",
    "GET, /v1/cluster/protection/restriper/runs/?limit=101, 400",
    "GET, /v1/cluster/protection/restriper/runs/?after=x, 400",
    "GET, /v1/cluster/protection/restriper/runs/7, 404",
    "POST, /v1/cluster/protection/restriper/runs/, 405",
    "GET, /v1/cluster/restriper/status, 200",
    "GET, /v1/cluster/protection/status, 200",
    "GET, /v1/cluster/slots/, 200",
    "GET, /v1/cluster/slots, 200",
    "GET, /v1/cluster/slots/1:2, 200",
    "GET, /v1/cluster/slots/x, 404",
    "GET, /v1/cluster/nodes/, 200",
    "GET, /v1/cluster/nodes, 200",
    "GET, /v1/cluster/settings, 200",
    "GET, /v1/file-system, 200",
    "GET, /v1/files/%2Fd%2Ff/data, 200",
    "GET, /v1/files/%2Fd%2Ff/data?offset=1&length=2, 200",
    "GET, /v1/files/%2Fd%2Ff/data?offset=4, 200",
    "GET, /v1/files/%2Fd%2Ff/data?offset=5, 416",
    "GET, /v1/files/%2Fd%2Ff/data?offset=-1, 400",
    "GET, /v1/files/%2Fd%2Ff/data?offset=x, 400",
    "GET, /v1/files/%2Fd%2Ff/data?length=99999999999999999999, 400",
    "GET, /v1/files/%2Fd%2Ff/info/attributes, 200",
    "GET, /v1/files/%2Fd/info/attributes, 200",
    "GET, /v1/files/%2F/entries/, 200",
    "GET, /v1/files/%2Fd/entries/?limit=1&after=a, 200",
    "GET, /v1/files/%2Fd/entries/?limit=0, 400",
    "GET, /v1/files/%2Fd%2Ff/entries/, 409",
    "GET, /v1/files/%2Fd/data, 409",
    "GET, /v1/files/%2Fnone/data, 404",
    "GET, /v1/files/%2F..%2Fetc%2Fpasswd/data, 400",
    "GET, /v1/files/%2Fa%2F%2Fb/data, 400",
    "GET, /v1/files/%2Fa%00b/data, 400",
    "GET, /v1/files/%2F%FF/data, 400",
    "PUT, /v1/files/%2Fd/data, 409",
    "PUT, /v1/files/%2Fd%2Ff%2Fx/data, 409",
    "DELETE, /v1/files/%2Fd, 409",
    "DELETE, /v1/files/%2Fnone, 404",
    "DELETE, /v1/version, 405",
    "POST, /v1/cluster/protection/restriper/status, 405",
    "GET, /v1/nothing, 404",
    "GET, /nothing, 404"
  })
  void everyAnswerIsAsSpecified(String method, String path, int status) {
    assertThat(send(method, path, "application/octet-stream", null)).isEqualTo(status);
    assertThat(proxy.violations()).isEmpty();
  }

  @Test
  void whatCannotBeNegotiatedIsRefusedAsSpecified() {
    String status = "/v1/cluster/protection/restriper/status";
    assertThat(send("GET", status, null, "text/html")).isEqualTo(406);
    String events = "/v1/cluster/protection/restriper/events";
    assertThat(send("GET", events, null, "application/json")).isEqualTo(406);
    assertThat(send("PUT", "/v1/files/%2Fx/data", "application/json", null)).isEqualTo(415);
    assertThat(proxy.violations()).isEmpty();
  }

  @Test
  void aFileComesAndGoesAsSpecified() {
    String file = "/v1/files/%2Fcomes/data";
    assertThat(send("PUT", file, "application/octet-stream", null)).isEqualTo(200);
    assertThat(send("DELETE", "/v1/files/%2Fcomes", null, null)).isEqualTo(200);
    assertThat(send("GET", file, null, null)).isEqualTo(404);
    assertThat(proxy.violations()).isEmpty();
  }

  @Test
  void anAnswerThatIsNotAsSpecifiedIsFound() {
    String path = "/v1/cluster/settings";
    assertThat(violations(path, 200, "{\"cluster_name\":\"x\"}")).isEmpty();
    assertThat(violations(path, 200, "{\"cluster_name\":\"x\",\"more\":1}")).isNotEmpty();
    assertThat(violations(path, 200, "{\"cluster_name\":1}")).isNotEmpty();
    assertThat(violations(path, 200, "{}")).isNotEmpty();
    assertThat(violations(path, 200, "<html>")).isNotEmpty();
    assertThat(violations(path, 418, "{}")).isNotEmpty();
    assertThat(violations("/v1/cluster/restriper/status", 200, "{}"))
        .contains("header Deprecation is missing", "header Link is missing");
  }

  private static List<String> violations(String path, int status, String body) {
    return SPEC.violations(
        new SpecResponses.Answer(
            "GET",
            path,
            status,
            name ->
                name.equals("Content-Type") ? Optional.of("application/json") : Optional.empty(),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  private static int send(String method, String path, String contentType, String accept) {
    boolean withBody = method.equals("PUT");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path))
            .method(method, withBody ? BodyPublishers.ofString("four") : BodyPublishers.noBody());
    if (withBody) {
      request.header("Content-Type", contentType);
    }
    if (accept != null) {
      request.header("Accept", accept);
    }
    try {
      HttpResponse<byte[]> answer = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      return answer.statusCode();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
