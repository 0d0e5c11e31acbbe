package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restriper.server.deprecation.DeprecatedCalls;
import io.restriper.server.deprecation.DeprecatedCalls.Count;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class DeprecationTest {
  private static final String STATUS = "/v1/cluster/protection/restriper/status";
  private static final String OLD_STATUS = "/v1/cluster/restriper/status";

  private final Logger logger =
      (Logger) LoggerFactory.getLogger(DeprecatedCalls.class.getPackageName());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Served served;

  @BeforeEach
  void start() throws IOException {
    log.start();
    logger.addAppender(log);
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
    logger.detachAppender(log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void marksTheOldStatusAsDeprecatedAndNamesItsSuccessor(String method) throws Exception {
    HttpResponse<byte[]> response = served.send(method, OLD_STATUS, BodyPublishers.noBody());

    assertThat(response.statusCode()).isEqualTo(200);
    HttpHeaders headers = response.headers();
    assertThat(headers.allValues("Deprecation")).containsExactly("@1795478400");
    assertThat(headers.allValues("Sunset")).containsExactly("Fri, 24 Nov 2028 00:00:00 GMT");
    assertThat(headers.allValues("Link"))
        .containsExactly("<" + STATUS + ">; rel=\"successor-version\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {STATUS, "/v1/version", "/v1/nothing", "/v1/cluster/slots/x"})
  void marksNothingElse(String path) throws Exception {
    HttpHeaders headers = served.get(path).headers();

    assertThat(headers.firstValue("Deprecation")).isEmpty();
    assertThat(headers.firstValue("Sunset")).isEmpty();
    assertThat(headers.firstValue("Link")).isEmpty();
    assertThat(served.server.deprecatedCalls().snapshot()).isEmpty();
  }

  @Test
  void otherMethodsOfTheOldStatusAreNoCallsOfIt() throws Exception {
    served.send("OPTIONS", OLD_STATUS, BodyPublishers.noBody());
    served.send("POST", OLD_STATUS, BodyPublishers.noBody());

    assertThat(served.server.deprecatedCalls().snapshot()).isEmpty();
    assertThat(log.list).isEmpty();
  }

  @Test
  void countsTheCallsOfEachCaller() throws Exception {
    served.get(OLD_STATUS, "User-Agent", "monitor/1");
    served.get(OLD_STATUS, "User-Agent", "monitor/1");
    served.get(OLD_STATUS, "User-Agent", "dashboard/2");

    assertThat(served.server.deprecatedCalls().snapshot())
        .containsExactly(
            new Count("getLegacyRestriperStatus", "monitor/1", 2),
            new Count("getLegacyRestriperStatus", "dashboard/2", 1));
  }

  @Test
  void tellsOfEachCallerOnce() throws Exception {
    served.get(OLD_STATUS, "User-Agent", "monitor/1");
    served.get(OLD_STATUS, "User-Agent", "monitor/1");
    served.get(OLD_STATUS, "User-Agent", "dashboard/2");

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(line("monitor/1"), line("dashboard/2"));
  }

  private static String line(String agent) {
    return "GET "
        + OLD_STATUS
        + " is deprecated since 2026-11-24, and from 2028-11-24 on a release may come without it. '"
        + agent
        + "' at 127.0.0.1 calls it; its successor is "
        + STATUS;
  }
}
