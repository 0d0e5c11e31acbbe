package io.restriper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restriper.server.Served;
import io.restriper.server.limit.Limit;
import io.restriper.server.limit.Limits;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Clients that go away in the middle fill no log, as whoever wants to could go on with that. */
class GoneClientTest {
  private static final List<String> HEADS =
      List.of(
          "",
          "G",
          "GET /v1/ver",
          "GET /v1/version HTTP/1.1\r\nHos",
          "GET /v1/version HTTP/1.1\r\nHost: localhost\r\n");
  private static final List<String> BODIES =
      List.of(
          "PUT /v1/files/%2Fa/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n",
          "PUT /v1/files/%2Fa/data HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf",
          "PUT /v1/files/%2Fa/data HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n9");

  private final Logger logger = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Served served;

  @BeforeEach
  void start() throws IOException {
    Limits limits = Limits.DEFAULTS.with(Limit.IDLE_TIME, 1);
    served = new Served(new HttpOptions(Optional.empty(), limits));
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    served.close();
  }

  @Test
  void whoStopsSendingIsNoIncident() throws Exception {
    for (int i = 0; i < 10; i++) {
      for (String beginning : Stream.concat(HEADS.stream(), BODIES.stream()).toList()) {
        // Comes to its end when the server has let go of the connection.
        served.raw(beginning);
        try (Socket socket = served.connect()) {
          socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
          if (i % 2 == 0) {
            socket.setSoLinger(true, 0);
          }
        }
      }
    }
    assertNoIncident();
  }

  @Test
  void whoWasSilentForTooLongAndGoesIsNoIncident() throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (String head : HEADS) {
      Socket socket = served.connect();
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      silent.add(socket);
    }
    for (Socket socket : silent) {
      // To the end that the server makes when the idle time is over.
      socket.getInputStream().readAllBytes();
      socket.close();
    }
    assertNoIncident();
  }

  private void assertNoIncident() throws Exception {
    assertThat(served.get("/healthz").statusCode()).isEqualTo(200);
    stop();
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }
}
