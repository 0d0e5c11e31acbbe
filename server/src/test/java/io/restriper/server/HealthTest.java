package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HealthTest {
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void aServerThatAnswersIsUp() throws Exception {
    HttpResponse<byte[]> answer = served.get("/healthz");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(Served.json(answer).toString()).isEqualTo("{\"status\":\"up\",\"reasons\":[]}");
  }

  @Test
  void aServerThatCanServeIsReady() throws Exception {
    assertThat(served.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(Served.json(served.get("/readyz")).toString())
        .isEqualTo("{\"status\":\"ready\",\"reasons\":[]}");
  }

  @Test
  void headIsAnsweredWithTheStatusAlone() throws Exception {
    served.upkeep.drivesTaking = 4;
    HttpResponse<byte[]> answer = served.send("HEAD", "/readyz", BodyPublishers.noBody());

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void withTooFewDrivesToWriteItIsNotReady() throws Exception {
    served.upkeep.drivesTaking = 4;
    served.upkeep.drivesWithRoom = 4;

    assertNotReady("TOO_FEW_DRIVES", "4 drives take blocks, and a file needs 5 of them.");
  }

  @Test
  void withTooLittleRoomToWriteItIsNotReady() throws Exception {
    served.upkeep.drivesWithRoom = 3;

    assertNotReady("NO_ROOM", "3 drives have room for a block, and a file needs 5 of them.");
  }

  @Test
  void withACatalogThatCannotBeReadItIsNotReadyAndUp() throws Exception {
    served.runs.failing = true;

    assertNotReady("CATALOG_FAILED", "The catalog cannot be read: the disk is broken");
    assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void allReasonsAreTold() throws Exception {
    served.runs.failing = true;
    served.upkeep.drivesTaking = 0;

    assertThat(Served.json(served.get("/readyz")).findValuesAsText("code"))
        .containsExactly("CATALOG_FAILED", "TOO_FEW_DRIVES");
  }

  @Test
  void aServerThatIsStoppingSaysSoAsLongAsItAnswers() throws Exception {
    try (Socket upload = served.connect();
        Socket probe = served.connect()) {
      assertThat(ask(probe, "/readyz")).startsWith("HTTP/1.1 200");
      send(
          upload,
          "PUT /v1/files/%2Fa/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
              + "Expect: 100-continue\r\n\r\n");
      assertThat(head(upload)).startsWith("HTTP/1.1 100");

      CompletableFuture<Void> closed = CompletableFuture.runAsync(served.server::close);
      String answer = ask(probe, "/readyz");
      while (!answer.startsWith("HTTP/1.1 503")) {
        answer = ask(probe, "/readyz");
      }
      assertThat(answer).contains("\"code\":\"STOPPING\"");
      assertThat(ask(probe, "/healthz")).startsWith("HTTP/1.1 200");
      assertThat(closed).isNotDone();

      send(upload, "hello");
      closed.get(60, TimeUnit.SECONDS);
    }
  }

  private void assertNotReady(String code, String message) throws Exception {
    HttpResponse<byte[]> answer = served.get("/readyz");
    assertThat(answer.statusCode()).isEqualTo(503);
    var body = Served.json(answer);
    assertThat(body.get("status").asText()).isEqualTo("not ready");
    assertThat(body.get("reasons")).hasSize(1);
    assertThat(body.get("reasons").get(0).get("code").asText()).isEqualTo(code);
    assertThat(body.get("reasons").get(0).get("message").asText()).isEqualTo(message);
    assertThat(body.get("reasons").get(0).get("remedy").asText()).isNotEmpty();
  }

  private static String ask(Socket socket, String path) throws IOException {
    send(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    String head = head(socket);
    int length = Integer.parseInt(head.replaceFirst("(?is).*content-length: *(\\d+).*", "$1"));
    return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the connection was closed after: " + head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }
}
