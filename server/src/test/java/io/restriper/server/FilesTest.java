package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
  private static final long HUGE = 3L << 30;

  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    Awaitility.await().untilAsserted(() -> assertThat(served.files.open).hasValue(0));
    served.close();
  }

  @Test
  void writesAndReadsAFile() throws IOException, InterruptedException {
    HttpResponse<byte[]> put = served.put("/v1/files/%2Fvideos%2Fa.mov/data", "hello");

    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(put.headers().firstValue("ETag")).hasValue("\"1\"");
    JsonNode attributes = Served.json(put);
    assertThat(attributes.get("path").asText()).isEqualTo("/videos/a.mov");
    assertThat(attributes.get("name").asText()).isEqualTo("a.mov");
    assertThat(attributes.get("type").asText()).isEqualTo("FS_FILE_TYPE_FILE");
    assertThat(attributes.get("size").asText()).isEqualTo("5");
    assertThat(attributes.get("modification_time").asText()).isEqualTo("2026-11-24T08:30:15.123Z");
    assertThat(attributes.get("blocks").asText()).isEqualTo("1");
    assertThat(attributes.get("datablocks").asText()).isEqualTo("1");
    assertThat(attributes.get("metablocks").asText()).isEqualTo("0");
    assertThat(attributes).hasSize(12);
    HttpResponse<byte[]> get = served.get("/v1/files/%2Fvideos%2Fa.mov/data");
    assertThat(get.body()).asString().isEqualTo("hello");
    assertThat(get.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(get.headers().allValues("Content-Length")).containsExactly("5");
    assertThat(get.headers().firstValue("ETag")).hasValue("\"1\"");
  }

  @ParameterizedTest
  @CsvSource({
    "?offset=0, hello",
    "?offset=1, ello",
    "?offset=1&length=3, ell",
    "?length=2, he",
    "?offset=3&length=9223372036854775807, lo",
    "?offset=5, ''",
    "?length=0, ''"
  })
  void readsARange(String query, String bytes) throws IOException, InterruptedException {
    served.put("/v1/files/%2Fa/data", "hello");

    HttpResponse<byte[]> response = served.get("/v1/files/%2Fa/data" + query);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).asString().isEqualTo(bytes);
    assertThat(response.headers().allValues("Content-Length"))
        .containsExactly(String.valueOf(bytes.length()));
  }

  @Test
  void answersHeadLikeGetWithoutTheBytes() throws IOException, InterruptedException {
    served.put("/v1/files/%2Fa/data", "hello");

    HttpResponse<byte[]> head =
        served.send("HEAD", "/v1/files/%2Fa/data?offset=1", BodyPublishers.noBody());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().allValues("Content-Length")).containsExactly("4");
    assertThat(head.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(head.headers().firstValue("ETag")).hasValue("\"1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "*", "\"7\", \"1\"", "W/\"1\",\"1\""})
  void replacesTheVersionThatIsNamed(String ifMatch) throws IOException, InterruptedException {
    served.put("/v1/files/%2Fa/data", "old");

    HttpResponse<byte[]> response = served.put("/v1/files/%2Fa/data", "new", "If-Match", ifMatch);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(served.files.bytes("/a")).asString().isEqualTo("new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%2Fa%20b%2Bc%25d     | /a b+c%d",
        "%2Fa+b               | /a+b",
        "%2Fa;b=c             | /a;b=c",
        "%2Fa%3Bb             | /a;b",
        "%2Fa%5Cb%3F%23       | /a\\b?#",
        "%2F%E2%82%AC         | /€",
        "%2Fd%2F%c3%a4        | /d/ä",
        "%2F%252e%252e        | /%2e%2e",
        "%2F...               | /...",
        "%2Fslash%2Fatend%2F  | /slash/atend"
      })
  void takesEveryNameThatAPathCanHave(String ref, String path)
      throws IOException, InterruptedException {
    assertThat(served.put("/v1/files/" + ref + "/data", path).statusCode()).isEqualTo(200);

    assertThat(served.files.bytes(path)).asString().isEqualTo(path);
    JsonNode attributes = Served.json(served.get("/v1/files/" + ref + "/info/attributes"));
    assertThat(attributes.get("path").asText()).isEqualTo(path);
  }

  @Test
  void takesWhatAPersonTypesWithoutEscapes() throws IOException {
    String answer =
        served.raw(
            "PUT /v1/files/%2Fä|/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                + "Connection: close\r\n\r\nhi");

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(served.files.bytes("/ä|")).asString().isEqualTo("hi");
  }

  @Test
  void takesABodyWithoutAMediaTypeAndWithoutALength() throws IOException {
    String answer =
        served.raw(
            "PUT /v1/files/%2Fa/data HTTP/1.1\r\nHost: localhost\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + "2\r\nhi\r\n0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(served.files.bytes("/a")).asString().isEqualTo("hi");
  }

  @Test
  void listsADirectoryInPages() throws IOException, InterruptedException {
    for (String name : new String[] {"a", "b%2Fx", "c"}) {
      served.put("/v1/files/%2Fd%2F" + name + "/data", "x");
    }

    JsonNode first = Served.json(served.get("/v1/files/%2Fd/entries/?limit=2"));
    JsonNode second = Served.json(served.get("/v1/files/%2Fd%2F/entries?limit=2&after=b"));

    assertThat(first.get("path").asText()).isEqualTo("/d/");
    assertThat(first.get("child_count").asInt()).isEqualTo(3);
    assertThat(first.get("files").findValuesAsText("path")).containsExactly("/d/a", "/d/b/");
    assertThat(first.get("files").findValuesAsText("type"))
        .containsExactly("FS_FILE_TYPE_FILE", "FS_FILE_TYPE_DIRECTORY");
    assertThat(second.get("files").findValuesAsText("name")).containsExactly("c");
  }

  @Test
  void knowsTheRoot() throws IOException, InterruptedException {
    JsonNode root = Served.json(served.get("/v1/files/%2F/info/attributes"));
    JsonNode entries = Served.json(served.get("/v1/files/%2F/entries/"));

    assertThat(root.get("path").asText()).isEqualTo("/");
    assertThat(root.get("name").asText()).isEmpty();
    assertThat(entries.get("path").asText()).isEqualTo("/");
    assertThat(entries.get("files")).isEmpty();
  }

  @Test
  void deletesAFileAndAnswersWithoutABody() throws IOException, InterruptedException {
    served.put("/v1/files/%2Fa/data", "x");

    HttpResponse<byte[]> response =
        served.send("DELETE", "/v1/files/%2Fa", BodyPublishers.noBody());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(served.get("/v1/files/%2Fa/data").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 8 * 1024, 100_000})
  void breaksOffWhenTheRestCannotBeRead(long sent) throws IOException, InterruptedException {
    served.files.endlessSize = Optional.of(1_000_000L);
    served.files.breakAfter = Optional.of(sent);

    assertThatThrownBy(() -> served.get("/v1/files/%2Fbig/data"))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void answersAnErrorBeforeTheFirstByte() throws IOException, InterruptedException {
    served.files.endlessSize = Optional.of(1_000_000L);
    served.files.breakAfter = Optional.of(0L);

    ErrorsTest.assertError(served.get("/v1/files/%2Fbig/data"), 503, "fs_data_unavailable_error");
  }

  @Test
  void sendsAFileLargerThanMemory() throws IOException, InterruptedException {
    served.files.endlessSize = Optional.of(HUGE);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(served.server.uri() + "/v1/files/%2Fbig/data")).build();

    HttpResponse<InputStream> response = served.stream(request);

    assertThat(response.headers().allValues("Content-Length")).containsExactly(Long.toString(HUGE));
    try (InputStream body = response.body()) {
      assertThat(count(body)).isEqualTo(HUGE);
    }
  }

  @Test
  void takesAFileLargerThanMemory() throws IOException {
    served.files.discard = true;
    byte[] chunk = new byte[1 << 20];
    try (Socket socket = served.connect()) {
      socket
          .getOutputStream()
          .write(
              ("PUT /v1/files/%2Fbig/data HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      + "Content-Length: "
                      + HUGE
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      for (long sent = 0; sent < HUGE; sent += chunk.length) {
        socket.getOutputStream().write(chunk);
      }
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200");
    }
    assertThat(served.files.discarded).isEqualTo(HUGE);
  }

  @Test
  void closesTheFileWhenTheClientGoesAway() throws IOException {
    served.files.endlessSize = Optional.of(HUGE);
    try (Socket socket = served.connect()) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/files/%2Fbig/data HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new BufferedInputStream(socket.getInputStream()).read()).isEqualTo('H');
    }

    Awaitility.await().untilAsserted(() -> assertThat(served.files.open).hasValue(0));
  }

  private static long count(InputStream in) throws IOException {
    byte[] expected = new byte[1 << 16];
    Arrays.fill(expected, (byte) 'x');
    byte[] buffer = new byte[1 << 16];
    long count = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      assertThat(Arrays.equals(buffer, 0, n, expected, 0, n)).isTrue();
      count += n;
    }
    return count;
  }
}
