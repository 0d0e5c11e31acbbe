package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LifecycleTest {

  @Test
  void letsARequestUnderWayFinishAndAcceptsNoOther() throws Exception {
    Served served = new Served();
    try (Socket socket = served.connect()) {
      socket
          .getOutputStream()
          .write(
              ("PUT /v1/files/%2Fa/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
                      + "Expect: 100-continue\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] goOn = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      assertThat(socket.getInputStream().readNBytes(goOn.length)).isEqualTo(goOn);

      CompletableFuture<Void> closed = CompletableFuture.runAsync(served.server::close);
      Awaitility.await()
          .untilAsserted(() -> assertThatThrownBy(served::connect).isInstanceOf(IOException.class));
      assertThat(closed).isNotDone();
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200");
      closed.get(60, TimeUnit.SECONDS);
      assertThat(served.files.bytes("/a")).asString().isEqualTo("hello");
    }
  }

  @Test
  void answersAClientThatGoesOnSendingWhatWasRefused() throws Exception {
    try (Served served = new Served();
        Socket socket = served.connect()) {
      byte[] half = new byte[5_000_000];
      OutputStream out = socket.getOutputStream();
      out.write(
          head(
              "PUT /v1/files/%2Fa/data",
              "If-Match: \"8\", \"9\"", "Content-Length: " + 2 * half.length));
      out.write(half);
      assertThat(answer(socket)).startsWith("HTTP/1.1 412").contains("precondition");
      out.write(half);

      out.write(head("GET /v1/version"));

      assertThat(answer(socket)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void answersAClientThatGoesOnSendingToAPathThatIsNone() throws Exception {
    try (Served served = new Served();
        Socket socket = served.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(head("PUT /v1/files/%2Fa/../data", "Content-Length: 2000000"));
      assertThat(answer(socket)).startsWith("HTTP/1.1 400");
      out.write(new byte[2_000_000]);

      out.write(head("GET /v1/version"));

      assertThat(answer(socket)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void doesNotAskForABodyThatItRefuses() throws Exception {
    try (Served served = new Served();
        Socket socket = served.connect()) {
      socket
          .getOutputStream()
          .write(
              head(
                  "PUT /v1/files/%2Fa/data",
                  "If-Match: \"8\", \"9\"", "Content-Length: 5", "Expect: 100-continue"));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 412")
          .doesNotContain("100 Continue");
    }
  }

  private static byte[] head(String request, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return (request + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads one answer, which has a Content-Length. */
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("the connection was closed after: " + head).isNotNegative();
      head.append((char) next);
    }
    Matcher length = Pattern.compile("(?i)content-length: *(\\d+)").matcher(head);
    assertThat(length.find()).as(head.toString()).isTrue();
    byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
    return head + new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void saysThatAPortIsInUse() throws IOException {
    try (Served served = new Served()) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server.uri().getPort());

      assertThatThrownBy(
              () ->
                  RestriperServer.start(
                      taken,
                      served.files,
                      () -> served.facts,
                      () -> served.status,
                      served.events,
                      served.runs,
                      served.upkeep))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void closesTwice() throws IOException {
    Served served = new Served();
    served.close();
    served.close();

    assertThatThrownBy(served::connect).isInstanceOf(IOException.class);
  }
}
