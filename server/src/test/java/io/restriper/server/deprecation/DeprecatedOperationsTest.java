package io.restriper.server.deprecation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.server.deprecation.DeprecatedCalls.Count;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class DeprecatedOperationsTest {
  private static final String CONTRACT =
      """
      paths:
        /old/{id}:
          get:
            operationId: getOld
            deprecated: true
            x-deprecated-since: '2026-11-04'
            x-sunset: '2028-12-04'
            x-successor: getNew
        /new/{id}/x:
          get:
            operationId: getNew
      """;

  private static JsonNode contract(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }

  private static DeprecatedOperation old() throws IOException {
    return DeprecatedOperations.of(contract(CONTRACT)).find("getOld").orElseThrow();
  }

  @Test
  void makesTheHeadersOfWhatTheContractSays() throws IOException {
    MultivaluedHashMap<String, String> parameters = new MultivaluedHashMap<>();
    parameters.add("id", "a%2Fb");

    assertThat(old().deprecation()).isEqualTo("@1793750400");
    assertThat(old().sunsetDate()).isEqualTo("Mon, 04 Dec 2028 00:00:00 GMT");
    assertThat(old().link(parameters)).isEqualTo("</new/a%2Fb/x>; rel=\"successor-version\"");
    assertThat(DeprecatedOperations.of(contract(CONTRACT)).find("getNew")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-deprecated-since", "x-sunset", "x-successor"})
  void refusesAContractThatSaysTooLittle(String field) throws IOException {
    JsonNode without = contract(CONTRACT.replace(field, "x-other"));

    assertThatIllegalStateException()
        .isThrownBy(() -> DeprecatedOperations.of(without))
        .withMessageContaining("calls GET /old/{id} deprecated")
        .withMessageContaining(field);
  }

  @Test
  void callersBeyondTheBoundAreCountedTogether() throws IOException {
    DeprecatedCalls calls = new DeprecatedCalls();
    int many = 3 * DeprecatedCalls.MOST_AGENTS;
    for (int agent = 0; agent < many; agent++) {
      calls.count(old(), "agent " + agent);
    }
    calls.count(old(), "agent 0");

    assertThat(calls.snapshot()).hasSize(DeprecatedCalls.MOST_AGENTS + 1);
    assertThat(calls.snapshot())
        .startsWith(
            new Count("getOld", DeprecatedCalls.OTHERS, many - DeprecatedCalls.MOST_AGENTS),
            new Count("getOld", "agent 0", 2));
  }

  @Test
  void aCallerIsCalledByWhatCanBePrinted() {
    assertThat(DeprecatedCalls.agent(Optional.empty())).isEqualTo(DeprecatedCalls.UNNAMED);
    assertThat(DeprecatedCalls.agent(Optional.of(" \t"))).isEqualTo("?");
    assertThat(DeprecatedCalls.agent(Optional.of("a\nb"))).isEqualTo("a?b");
    assertThat(DeprecatedCalls.agent(Optional.of("x".repeat(1000)))).hasSize(100);
  }

  @Test
  void theLogIsBounded() throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(DeprecationLog.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    logger.setAdditive(false);
    try {
      DeprecationLog log = new DeprecationLog();
      for (int round = 0; round < 2; round++) {
        for (int caller = 0; caller < 2 * DeprecationLog.MOST_CALLERS; caller++) {
          log.note(old(), "agent", "10.0.0." + caller);
        }
      }
    } finally {
      logger.setAdditive(true);
      logger.detachAppender(lines);
    }

    assertThat(lines.list).hasSize(DeprecationLog.MOST_CALLERS + 1);
    assertThat(lines.list.get(DeprecationLog.MOST_CALLERS).getFormattedMessage())
        .contains("counted only");
  }
}
