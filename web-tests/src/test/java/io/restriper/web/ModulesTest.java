package io.restriper.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The parts of the page that can be asked by themselves, run where they are made for. */
class ModulesTest {
  @RegisterExtension static final BrowserExtension BROWSER = new BrowserExtension();

  private static StubServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new StubServer();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void eventsAreReadFromTextThatComesInPieces() {
    assertThat(
            module(
                "sse.js",
                """
                const text = 'retry: 2500\\n\\n: no news\\n\\nid: 1-41\\nevent: reset\\ndata: {"a":\\ndata: 1}\\n\\n'
                  + 'id: 1-42\\r\\nevent: percent\\r\\ndata: x\\r\\n\\r\\nevent: half\\ndata: lost';
                const all = [];
                for (let size = 1; size < text.length; size += 3) {
                  const parser = new module.SseParser();
                  const events = [];
                  for (let at = 0; at < text.length; at += size) {
                    events.push(...parser.take(text.slice(at, at + size)));
                  }
                  parser.restart();
                  events.push(...parser.take('data: after\\n\\n'));
                  all.push(JSON.stringify([events, parser.lastId, parser.retryMillis]));
                }
                return [...new Set(all)];
                """))
        .isEqualTo(
            List.of(
                "[[{\"type\":\"reset\",\"data\":\"{\\\"a\\\":\\n1}\"},".replace("\n", "\\n")
                    + "{\"type\":\"percent\",\"data\":\"x\"},"
                    + "{\"type\":\"message\",\"data\":\"after\"}],\"1-42\",2500]"));
  }

  /** What the page does not know it shows as unknown; of its own server it should know all. */
  @Test
  void thePageKnowsEveryValueOfTheContract() throws IOException {
    List<?> known =
        (List<?>)
            module(
                "known.js",
                """
                const { STATES, PHASES, RUN_STATES, PROTECTION_TYPES, BLOCKED_CODES, NODE_STATES, SLOT_STATES } = module;
                return [STATES, PHASES, RUN_STATES, PROTECTION_TYPES, BLOCKED_CODES, NODE_STATES, [...SLOT_STATES.keys()]]
                  .map((values) => [...values].sort());
                """);
    JsonNode schemas = contract().path("components").path("schemas");
    assertThat(known)
        .isEqualTo(
            Stream.of(
                    "RestriperState",
                    "RunPhase",
                    "RunState",
                    "ProtectionSystemType",
                    "BlockedCode",
                    "NodeStatus",
                    "SlotState")
                .map(schema -> values(schemas.path(schema)))
                .toList());
  }

  private static List<String> values(JsonNode schema) {
    List<String> values = new ArrayList<>();
    schema.path("enum").forEach(value -> values.add(value.asText()));
    values.sort(Comparator.naturalOrder());
    return values;
  }

  private static JsonNode contract() throws IOException {
    try (InputStream document =
        ModulesTest.class.getResourceAsStream("/META-INF/openapi/restriper.yaml")) {
      return new YAMLMapper().readTree(document);
    }
  }

  @Test
  void amountsAndTimesAreWordsForPeople() {
    assertThat(
            module(
                "words.js",
                """
                const { bytes, percent, range, rate, duration } = module;
                return [bytes('0'), bytes('1023'), bytes('1536'), bytes('18446744073709551615'), bytes('-1'), bytes(null),
                  percent(99.99), percent(100), percent('x'), percent(101),
                  range(17.2, 26.4), range(100, 110), range(50, 200), range(3600 * 5, 3600 * 30), range(0, 0), range(1, undefined),
                  rate(104857600.5), duration(1), duration(86400 * 3)];
                """))
        .isEqualTo(
            List.of(
                "0 B",
                "1023 B",
                "1.5 KiB",
                "16 EiB",
                "an unknown amount",
                "an unknown amount",
                "99.9 %",
                "100 %",
                "unknown",
                "unknown",
                "17 to 26 seconds",
                "about 2 minutes",
                "50 seconds to 3 minutes",
                "5 to 30 hours",
                "about 0 seconds",
                "an unknown time",
                "100 MiB/s",
                "1 second",
                "3 days"));
  }

  @Test
  void anAnswerThatGrewOldIsNoAnswer() {
    assertThat(
            module(
                "judge.js",
                """
                const none = { value: undefined, trouble: 'missing', message: '' };
                const status = { state: 'FINISHED', phase: '', blocked_reason: '', data_at_risk: false };
                const snapshot = { status: { value: status, trouble: '', message: '' }, protection: none, runs: none,
                  slots: none, nodes: none, heard: 1_000_000 };
                return [0, module.STALE_MILLIS, module.STALE_MILLIS + 1]
                  .map((age) => module.judge(snapshot, 1_000_000 + age).level);
                """))
        .isEqualTo(List.of("protected", "protected", "unknown"));
  }

  @Test
  void aLineIsDrawnForEachPhaseOverWhatWasSeenOfIt() {
    assertThat(
            module(
                "plot.js",
                """
                const begin = '2026-11-24T08:30:00Z';
                const at = Date.parse(begin);
                const run = { phases: [{ phase: 'PLANNING', started_at: begin, elapsed_seconds: 1, percent_complete: 0 },
                  { phase: 'REPROTECT', started_at: begin, elapsed_seconds: 10, percent_complete: 80 }] };
                const samples = [{ phase: 'REPROTECT', time: at + 5000, percent: 30 },
                  { phase: 'REPROTECT', time: at + 11000, percent: 90 }, { phase: 'REBALANCE', time: at + 6000, percent: 1 }];
                return module.lines(run, samples)
                  .map((line) => line.phase + line.points.map((p) => ` ${(p.time - at) / 1000}:${p.percent}`).join(''));
                """))
        .isEqualTo(List.of("REPROTECT 0:0 5:30 10:80"));
  }

  private static Object module(String name, String script) {
    Browser browser = BROWSER.get();
    browser.open(server.uri() + "/");
    return browser.runAsync("const module = await import('/web/" + name + "');" + script);
  }
}
