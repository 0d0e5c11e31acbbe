package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.client.StandIn.Asked;
import io.restriper.client.view.FileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

  private final StandIn server = new StandIn();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsGoToTheirDocumentedPaths() {
    assertAsks("/v1/cluster/protection/restriper/status", RestriperClient::status);
    assertAsks("/v1/cluster/restriper/status", RestriperClient::legacyStatus);
    assertAsks("/v1/cluster/protection/status", RestriperClient::protection);
    assertAsks("/v1/cluster/settings", RestriperClient::settings);
    assertAsks("/v1/file-system", RestriperClient::fileSystem);
    assertAsks("/v1/version", RestriperClient::version);
    assertAsks("/v1/cluster/slots/1:3", client -> client.slot("1:3"));
    assertAsks("/v1/files/%2Fa/info/attributes", client -> client.attributes("/a"));
    assertAsks(
        "/v1/files/%2Fa/entries/?after=b%20%26c&limit=7", client -> client.list("/a", "b &c", 7));
    assertAsks("/v1/files/%2F/entries/?limit=7", client -> client.list("/", null, 7));
  }

  @Test
  void collectionsAreAskedForWithTheirSlash() {
    server.json(200, "[{}, {}]");
    try (RestriperClient client = server.client()) {
      assertThat(client.slots()).hasSize(2);
      assertThat(client.nodes()).hasSize(2);
    }
    assertThat(server.asked())
        .extracting(Asked::path)
        .containsExactly("/v1/cluster/slots/", "/v1/cluster/nodes/");
  }

  @ParameterizedTest
  @CsvSource({
    "/videos/a.mov, %2Fvideos%2Fa.mov",
    "/a b+c%d, %2Fa%20b%2Bc%25d",
    "/a?b#c;d&e, %2Fa%3Fb%23c%3Bd%26e",
    "/\u20ac/\ud83d\ude00, %2F%E2%82%AC%2F%F0%9F%98%80",
    "/../{ref}, %2F..%2F%7Bref%7D",
    "/~a_b-c.d, %2F~a_b-c.d",
  })
  void aPathTravelsAsOneSegment(String path, String segment) {
    assertAsks("/v1/files/" + segment + "/info/attributes", client -> client.attributes(path));
  }

  @Test
  void aPathWithoutASlashOrWithHalfACharacterIsRefusedHere() {
    try (RestriperClient client = server.client()) {
      assertThatThrownBy(() -> client.attributes("a")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> client.attributes("/\ud83d"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aFileIsWrittenFromBytesFilesAndStreams(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("local"), "from a file");
    server.json(200, "{\"size\": \"11\"}");
    try (RestriperClient client = server.client()) {
      FileEntry entry = client.put("/a", "from bytes".getBytes(StandardCharsets.UTF_8));
      assertThat(entry.size()).hasValue(11);
      client.put("/a", file);
      client.put("/a", new ByteArrayInputStream("from a stream".getBytes(StandardCharsets.UTF_8)));
      client.put("/a", new byte[0]);
      client.putIfMatch("/a", FileSource.of(new byte[] {1}), "\"7-1\"");
    }
    assertThat(server.asked())
        .allMatch(asked -> asked.method().equals("PUT"))
        .allMatch(asked -> asked.path().equals("/v1/files/%2Fa/data"))
        .allMatch(asked -> asked.header("Content-type").equals("application/octet-stream"))
        .allMatch(asked -> asked.header("Accept").equals("application/json"))
        .extracting(asked -> new String(asked.body(), StandardCharsets.UTF_8))
        .containsExactly("from bytes", "from a file", "from a stream", "", "\u0001");
    assertThat(server.asked().get(0).header("Content-length")).isEqualTo("10");
    assertThat(server.asked().get(1).header("Content-length")).isEqualTo("11");
    assertThat(server.asked().get(2).header("Transfer-encoding")).isEqualTo("chunked");
    assertThat(server.asked().get(3).header("If-match")).isEmpty();
    assertThat(server.asked().get(4).header("If-match")).isEqualTo("\"7-1\"");
  }

  @Test
  void aFileIsReadWithItsTagAndLength() throws IOException {
    server.answer(
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"7-1\"");
          StandIn.send(exchange, 200, "application/octet-stream", "some bytes");
        });
    try (RestriperClient client = server.client();
        FileDownload whole = client.get("/a");
        FileDownload part = client.get("/a", 3, 10)) {
      assertThat(whole.etag()).contains("\"7-1\"");
      assertThat(whole.length()).hasValue(10);
      assertThat(whole.read()).isEqualTo('s');
      assertThat(new String(whole.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("ome bytes");
      assertThat(whole.read()).isEqualTo(-1);
      assertThat(part.readAllBytes()).hasSize(10);
    }
    assertThat(server.asked())
        .allMatch(asked -> asked.header("Accept").equals("application/octet-stream"))
        .extracting(Asked::path)
        .containsExactly("/v1/files/%2Fa/data", "/v1/files/%2Fa/data?offset=3&length=10");
  }

  @Test
  void aFileIsDeleted() {
    server.answer(exchange -> exchange.sendResponseHeaders(200, -1));
    try (RestriperClient client = server.client()) {
      client.delete("/a");
    }
    assertThat(server.only().method()).isEqualTo("DELETE");
    assertThat(server.only().path()).isEqualTo("/v1/files/%2Fa");
  }

  @Test
  void theTokenIsAskedForEachTimeAndNotSentWithVersion() {
    server.json(200, "{}");
    int[] count = {0};
    try (RestriperClient client =
        RestriperClient.builder(server.endpoint())
            .token(() -> "token-" + ++count[0])
            .userAgent("my-monitor/1.0")
            .build()) {
      client.status();
      client.status();
      client.version();
    }
    assertThat(server.asked())
        .allMatch(asked -> asked.header("User-agent").equals("my-monitor/1.0"))
        .allMatch(asked -> asked.header("Upgrade").isEmpty())
        .extracting(asked -> asked.header("Authorization"))
        .containsExactly("Bearer token-1", "Bearer token-2", "");
  }

  @Test
  void theEndpointMayHaveAPath() {
    server.json(200, "{}");
    try (RestriperClient client =
        RestriperClient.builder(URI.create(server.endpoint() + "/behind/a/proxy/")).build()) {
      client.settings();
    }
    assertThat(server.only().path()).isEqualTo("/behind/a/proxy/v1/cluster/settings");
  }

  @Test
  void anEndpointThatNoServerCanHaveIsRefused() {
    for (String endpoint : new String[] {"localhost:8000", "ftp://a", "http://a?b", "http://u@a"}) {
      assertThatThrownBy(() -> RestriperClient.builder(URI.create(endpoint)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void assertAsks(String path, Consumer<RestriperClient> call) {
    int before = server.asked().size();
    server.json(200, "{}");
    try (RestriperClient client = server.client()) {
      call.accept(client);
    }
    assertThat(server.asked()).hasSize(before + 1);
    Asked asked = server.asked().get(before);
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.path()).isEqualTo(path);
    assertThat(asked.header("Accept")).isEqualTo("application/json");
    assertThat(asked.body()).isEmpty();
  }
}
