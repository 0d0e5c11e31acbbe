package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
                      served.runs))
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
