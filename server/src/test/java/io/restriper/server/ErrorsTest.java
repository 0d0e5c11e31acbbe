package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.server.error.ErrorKind;
import io.restriper.server.resource.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
  private static Served served;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    served = new Served();
    served.put("/v1/files/%2Fdir%2Ffile/data", "12345");
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @AfterEach
  void noFaults() {
    served.files.failure = Optional.empty();
    assertThat(served.files.open).hasValue(0);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /nothing                               | 404 | http_not_found_error",
        "GET    | /v1                                    | 404 | http_not_found_error",
        "GET    | /v1/clusters                           | 404 | http_not_found_error",
        "GET    | /v1/cluster/slots/1/2                  | 404 | http_not_found_error",
        "GET    | /v1//version                           | 404 | http_not_found_error",
        "GET    | /application.wadl                      | 404 | http_not_found_error",
        "GET    | /v1/files/videos/a.mov/data            | 404 | http_not_found_error",
        "GET    | /v1/files//data                        | 404 | http_not_found_error",
        "POST   | /v1/version                            | 405 | http_method_not_allowed_error",
        "DELETE | /v1/cluster/slots/                     | 405 | http_method_not_allowed_error",
        "PATCH  | /v1/files/%2Fdir%2Ffile/data           | 405 | http_method_not_allowed_error",
        "BREW   | /v1/version                            | 405 | http_method_not_allowed_error",
        "GET    | /v1/files/%2Fdir%2Ffile                | 405 | http_method_not_allowed_error",
        "GET    | /v1/cluster/slots/9:9                  | 404 | cluster_no_such_slot_error",
        "GET    | /v1/cluster/slots/abc                  | 404 | cluster_no_such_slot_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?offset=-1 | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?offset=x  | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?offset=   | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?offset=1e3 | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?length=-1 | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?length=9223372036854775808 | 400 |"
            + " http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?offset=6  | 416 | http_range_not_satisfiable_error",
        "HEAD   | /v1/files/%2Fdir%2Ffile/data?offset=6  | 416 |",
        "HEAD   | /v1/nothing                            | 404 |",
        "GET    | /v1/files/%2Fdir/entries/?limit=0      | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir/entries/?limit=10001  | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2Fdir/entries/?limit=3000000000 | 400 | http_invalid_parameter_error",
        "GET    | /v1/files/%2F..%2Fetc%2Fpasswd/data    | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2Fa%2F%2E%2E%2Fb/data       | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2e%2e/data                  | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2F%2F/entries/              | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2Fa%2F%2Fb/data             | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2Fa%2F.%2Fb/data            | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2Fa%01b/data                | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2Fa%C2%85b/data             | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2Fdir%2Ffile/data?offset=1&offset=2 | 400 |"
            + " http_invalid_parameter_error",
        "GET    | /v1/files/%2Fa%0Ab/data                | 400 | fs_invalid_path_error",
        "GET    | /v1/files/relative/data                | 400 | fs_invalid_path_error",
        "GET    | /v1/files/%2Fnone/data                 | 404 | fs_no_such_entry_error",
        "GET    | /v1/files/%2Fnone/info/attributes      | 404 | fs_no_such_entry_error",
        "GET    | /v1/files/%2Fnone/entries/             | 404 | fs_no_such_entry_error",
        "DELETE | /v1/files/%2Fnone                      | 404 | fs_no_such_entry_error",
        "GET    | /v1/files/%2Fdir/data                  | 409 | fs_not_a_file_error",
        "GET    | /v1/files/%2F/data                     | 409 | fs_not_a_file_error",
        "PUT    | /v1/files/%2Fdir/data                  | 409 | fs_not_a_file_error",
        "DELETE | /v1/files/%2Fdir                       | 409 | fs_directory_not_empty_error",
        "GET    | /v1/files/%2Fdir%2Ffile/entries/       | 409 | fs_not_a_directory_error",
        "PUT    | /v1/files/%2Fdir%2Ffile%2Fx/data       | 409 | fs_not_a_directory_error"
      })
  void answersWhatCannotBeDoneAsDocumented(
      String method, String path, int status, String errorClass)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = served.send(method, path, BodyPublishers.noBody());
    if (method.equals("HEAD")) {
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).isEmpty();
    } else {
      assertError(response, status, errorClass);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/files/%zz/data HTTP/1.1                | 400 | http_bad_request_error",
        "GET /v1/files/%2Fa% HTTP/1.1                   | 400 | http_bad_request_error",
        "GET /v1/files/%2Fa%2/data HTTP/1.1             | 400 | http_bad_request_error",
        "GET /v1/files/%2F%FF/data HTTP/1.1             | 400 | http_bad_request_error",
        "GET /v1/files/%2F%C0%AF/data HTTP/1.1          | 400 | http_bad_request_error",
        "GET /v1/files/%2F%ED%A0%80/data HTTP/1.1       | 400 | http_bad_request_error",
        "GET /v1/files/%u002F/data HTTP/1.1             | 400 | http_bad_request_error",
        "GET /v1/files/../version HTTP/1.1              | 400 | http_bad_request_error",
        "GET /v1/./version HTTP/1.1                     | 400 | http_bad_request_error",
        "GET /../../etc/passwd HTTP/1.1                 | 400 | http_bad_request_error",
        "GET /v1/version#x HTTP/1.1                     | 400 | http_bad_request_error",
        "GET /v1/files/%2Fdir/entries/?after=%zz HTTP/1.1 | 400 | http_bad_request_error",
        "GET /v1/files/%2Fdir/entries/?after=%FF HTTP/1.1 | 400 | http_bad_request_error",
        "GET v1/version HTTP/1.1                        | 400 | http_bad_request_error",
        "CONNECT example.org:80 HTTP/1.1                | 400 | http_bad_request_error",
        "OPTIONS * HTTP/1.1                             | 400 | http_bad_request_error",
        "nonsense                                       | 400 | http_bad_request_error",
        "GET /v1/version HTTP/7.0                       | 505 | http_bad_request_error",
        "GET /v1/files/%2Fa%00b/data HTTP/1.1           | 400 | http_bad_request_error",
        "PUT /;%2Fa%00 HTTP/1.1                         | 400 | http_bad_request_error",
        "GET /v1/<script> HTTP/1.1                      | 404 | http_not_found_error",
        "GET /v1/nothing;x=1 HTTP/1.1                   | 404 | http_not_found_error"
      })
  void refusesWhatCannotBeUnderstood(String requestLine, int status, String errorClass)
      throws IOException {
    assertRawError(
        served.raw(requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        status,
        errorClass);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/version HTTP/1.1\r\n\r\n",
        "GET /v1/version HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
        "GET /v1/version HTTP/1.1\r\nHost: [::\r\nConnection: close\r\n\r\n",
        "GET /v1/version HTTP/1.1\r\nHost: x_y%\r\nConnection: close\r\n\r\n",
        "GET /v1/version HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
        "GET /v1/version HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "PUT /v1/files/%2Fx/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
            + "Content-Length: 2\r\n\r\nab",
        "PUT /v1/files/%2Fx/data HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\nzz\r\n",
        "PUT /v1/files/%2Fx/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
            + "Connection: close\r\n\r\nshort"
      })
  void refusesMalformedRequests(String request) throws IOException {
    assertRawError(served.raw(request), 400, "http_bad_request_error");
  }

  @Test
  void keepsTheFileWhenTheBodyIsShorterThanAnnounced() throws IOException {
    served.raw(
        "PUT /v1/files/%2Fdir%2Ffile/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
            + "\r\nshort");

    assertThat(served.files.bytes("/dir/file")).asString().isEqualTo("12345");
  }

  @Test
  void takesWhatIsBehindTheAnnouncedLengthForAnotherRequest() throws IOException {
    String answers =
        served.raw(
            "PUT /v1/files/%2Flong/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
                + "\r\nlonger than four\r\n\r\n");

    assertThat(served.files.bytes("/long")).asString().isEqualTo("long");
    assertThat(answers).startsWith("HTTP/1.1 200");
    assertRawError(
        answers.substring(answers.lastIndexOf("HTTP/1.1 ")), 505, "http_bad_request_error");
  }

  @Test
  void refusesALongUriAndLongHeaders() throws IOException {
    String tooLong = "x".repeat(40_000);

    assertRawError(
        served.raw("GET /v1/" + tooLong + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        414,
        "http_bad_request_error");
    assertRawError(
        served.raw("GET /v1/version HTTP/1.1\r\nHost: localhost\r\nX: " + tooLong + "\r\n\r\n"),
        431,
        "http_bad_request_error");
  }

  @Test
  void takesALongestPathWithEachByteEscapedAndRefusesALongerOne()
      throws IOException, InterruptedException {
    String longest = ("%2F" + "%61".repeat(255)).repeat(15) + "%2F" + "%61".repeat(254);

    assertThat(served.put("/v1/files/" + longest + "/data", "x").statusCode()).isEqualTo(200);
    assertError(served.put("/v1/files/" + longest + "%61/data", "x"), 400, "fs_invalid_path_error");
    assertThat(served.send("DELETE", "/v1/files/" + longest, BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void answersOptionsOfWhatIsNotThereWithAnError() throws IOException, InterruptedException {
    assertError(
        served.send("OPTIONS", "/v1/nothing", BodyPublishers.noBody()),
        404,
        "http_not_found_error");
  }

  /** Bytes behind the head of an answer to HEAD would be taken for the next answer. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/%zz", "v1/version", "/v1/version HTTP/1.1\r\nHost: a b\r\nX: "})
  void saysThatNoAnswerFollowsThatToARequestThatIsNoHttp(String rest) throws IOException {
    String answer = served.raw("HEAD " + rest + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer).containsIgnoringCase("\r\nConnection: close\r\n");
  }

  @Test
  void namesItsMediaTypeAsTheContractDoes() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = served.get("/v1/version", "Accept", "APPLICATION/JSON");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void namesTheMethodsThatAResourceTakes() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = served.send("POST", "/v1/version", BodyPublishers.noBody());

    assertThat(response.headers().firstValue("Allow").orElseThrow().split(",\\s*"))
        .contains("GET", "HEAD", "OPTIONS");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/version, text/html",
    "/v1/files/%2Fdir%2Ffile/data, application/json",
    "/v1/files/%2Fdir%2Ffile/data, text/plain"
  })
  void refusesToAnswerInAnotherMediaType(String path, String accept)
      throws IOException, InterruptedException {
    assertError(served.get(path, "Accept", accept), 406, "http_not_acceptable_error");
  }

  @Test
  void refusesAcceptAndContentTypeThatAreNone() throws IOException, InterruptedException {
    assertError(served.get("/v1/version", "Accept", "///"), 400, "http_bad_request_error");
    assertError(
        served.put("/v1/files/%2Fnew/data", "x", "Content-Type", "///"),
        400,
        "http_bad_request_error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain;q=2", "application/json; Q=x", "a/b;q=", "a/b;q=\"1.5\""})
  void refusesAQualityThatIsNoneInContentType(String type)
      throws IOException, InterruptedException {
    assertError(served.get("/v1/version", "Content-Type", type), 400, "http_bad_request_error");
  }

  @Test
  void refusesABodyOfAnotherMediaType() throws IOException, InterruptedException {
    assertError(
        served.put("/v1/files/%2Fnew/data", "x", "Content-Type", "text/plain"),
        415,
        "http_unsupported_media_type_error");
  }

  @Test
  void answersInJsonAlsoToWhoWantsOnlyBytes() throws IOException, InterruptedException {
    assertError(
        served.get("/v1/files/%2Fnone/data", "Accept", "application/octet-stream"),
        404,
        "fs_no_such_entry_error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"999\"        | 412 | http_precondition_failed_error",
        "\"8\", \"999\" | 412 | http_precondition_failed_error",
        "W/\"1\"        | 412 | http_precondition_failed_error",
        "1              | 400 | http_invalid_parameter_error",
        "\"1            | 400 | http_invalid_parameter_error",
        "\"1\",         | 400 | http_invalid_parameter_error"
      })
  void refusesToReplaceAnotherVersion(String ifMatch, int status, String errorClass)
      throws IOException, InterruptedException {
    assertError(
        served.put("/v1/files/%2Fdir%2Ffile/data", "new", "If-Match", ifMatch), status, errorClass);
    assertThat(served.files.bytes("/dir/file")).asString().isEqualTo("12345");
  }

  @Test
  void refusesToReplaceWhatIsNotThere() throws IOException, InterruptedException {
    assertError(
        served.put("/v1/files/%2Fnew/data", "x", "If-Match", "*"),
        412,
        "http_precondition_failed_error");
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void tellsEveryProblemOfTheEngine(Problem problem) throws IOException, InterruptedException {
    ErrorKind kind = ErrorKind.of(problem);
    served.files.failure = Optional.of(new VolumeException(problem, "Wrong. Do this."));

    for (HttpResponse<byte[]> response :
        List.of(
            served.get("/v1/files/%2Fdir%2Ffile/data"),
            served.get("/v1/files/%2Fdir%2Ffile/info/attributes"),
            served.put("/v1/files/%2Fdir%2Ffile/data", "x"))) {
      assertError(response, kind.status(), kind.errorClass().toString());
      assertThat(Served.json(response).get("description").asText()).isEqualTo("Wrong. Do this.");
    }
  }

  @Test
  void hidesMistakesAndNamesAnIncident() throws IOException, InterruptedException {
    served.files.failure = Optional.of(new IllegalStateException("secret of the house"));

    HttpResponse<byte[]> response = served.get("/v1/files/%2Fdir%2Ffile/data");

    assertError(response, 500, "internal_server_error");
    assertThat(Served.json(response).get("description").asText())
        .contains("incident")
        .doesNotContain("secret");
  }

  static void assertError(HttpResponse<byte[]> response, int status, String errorClass)
      throws IOException {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.statusCode()).as(body).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    assertShape(body, errorClass);
  }

  private static void assertRawError(String answer, int status, String errorClass)
      throws IOException {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).containsIgnoringCase("\r\nContent-Type: application/json\r\n");
    assertThat(answer).doesNotContain("Server:");
    assertShape(answer.substring(answer.indexOf("\r\n\r\n") + 4), errorClass);
  }

  private static void assertShape(String body, String errorClass) throws IOException {
    JsonNode error = Json.MAPPER.readTree(body);
    assertThat(error.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "error_class", "description", "module", "stack", "user_visible", "inner");
    assertThat(error.get("error_class").asText()).isEqualTo(errorClass);
    assertThat(error.get("description").asText())
        .isNotBlank()
        .endsWith(".")
        .doesNotContain("java.")
        .doesNotContain("org.")
        .doesNotContain("Exception");
    assertThat(error.get("module").asText()).isEqualTo("server");
    assertThat(error.get("stack").isArray() && error.get("stack").isEmpty()).isTrue();
    assertThat(error.get("user_visible").asBoolean()).isTrue();
    assertThat(error.get("inner").isNull()).isTrue();
  }
}
