package io.restriper.contract.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.contract.monitoring.Scrape.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real server exports while it loses drives, heals and is blocked, against the dashboard,
 * the alerts and the documents that name metrics.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportedMetricsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Set<String> ADDED_BY_PROMETHEUS = Set.of("job", "instance");
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  private Scrape seen = Scrape.EMPTY;
  private Scrape open = Scrape.EMPTY;
  private String last;

  @BeforeAll
  void watchAServer(@TempDir Path directory) throws Exception {
    try (SteeredServer server = new SteeredServer(directory)) {
      for (int file = 0; file < 20; file++) {
        server.send("PUT", "/v1/files/%2Ffile-" + file + "/data", new byte[100_000]);
      }
      server.get("/v1/files/%2Ffile-1/data");
      server.get("/v1/files/%2Fnone/data");
      server.get("/v1/cluster/restriper/status");
      server.loseDrive(1);
      await(server, scrape -> scrape.names().contains("restriper_phase_left_seconds"));
      server.release();
      await(
          server,
          scrape ->
              scrape.value("restriper_data_at_risk").orElse(1) == 0
                  && scrape.where("restriper_state", "restriper_state", 1).contains("FINISHED"));
      await(
          server, scrape -> scrape.names().contains("restriper_drive_scrub_end_timestamp_seconds"));
      server.loseDrive(2);
      server.loseDrive(3);
      await(
          server,
          scrape ->
              !scrape.where("restriper_blocked", "code", 1).isEmpty()
                  && !scrape.where("restriper_not_ready", "reason", 1).isEmpty()
                  && scrape.where("restriper_state", "restriper_state", 1).contains("FINISHED"));
    }
  }

  private void await(SteeredServer server, Predicate<Scrape> condition) {
    Awaitility.await().atMost(LIMIT).until(() -> condition.test(scrape(server)));
  }

  private Scrape scrape(SteeredServer server) throws Exception {
    last = server.get("/metrics");
    Scrape now = Scrape.parse(last);
    seen = seen.and(now);
    open = open.and(Scrape.parse(server.get("/metrics", "Accept", "application/openmetrics-text")));
    return now;
  }

  @Test
  void promtoolHasNothingToSayAgainstTheNames(@TempDir Path directory) throws Exception {
    Promtool.assumeInstalled();
    Path text = directory.resolve("metrics");
    // What the JVM tells is named by the library, after what the JVM calls it.
    Files.writeString(
        text,
        last.lines()
            .filter(line -> line.matches("(# \\w+ )?restriper_.*"))
            .reduce("", (before, line) -> before + line + "\n"));

    assertThat(Promtool.run(text, "check", "metrics")).isEmpty();
  }

  @Test
  void everyQueryOfTheDashboardFindsSomething(@TempDir Path directory) throws Exception {
    Promtool.assumeInstalled();
    StringBuilder test = new StringBuilder("tests:\n  - interval: 1m\n    input_series:\n");
    for (Map.Entry<Series, Double> entry : seen.values().entrySet()) {
      if (Double.isFinite(entry.getValue())) {
        test.append("      - series: ")
            .append(quoted(entry.getKey().selector("job=\"restriper\"", "instance=\"a:8000\"")))
            .append("\n        values: '")
            .append(entry.getValue())
            .append("+0x10'\n");
      }
    }
    test.append("    promql_expr_test:\n");
    for (String query : dashboardQueries()) {
      test.append("      - expr: ")
          .append(quoted("count(" + query + ") > bool 0"))
          .append("\n        eval_time: 9m\n        exp_samples:\n")
          .append("          - labels: '{}'\n            value: 1\n");
    }
    Path file = Files.writeString(directory.resolve("dashboard.yaml"), test);

    Promtool.run(Path.of("/dev/null"), "test", "rules", file.toString());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static List<String> dashboardQueries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : Monitoring.dashboard().get("panels")) {
      panel
          .path("targets")
          .forEach(
              target ->
                  queries.add(
                      target
                          .get("expr")
                          .asText()
                          .replace("$__rate_interval", "5m")
                          .replace("$job", "restriper")
                          .replace("$instance", ".*")));
    }
    return queries;
  }

  @Test
  void everyQueryOfTheDashboardNamesWhatThereIs() throws Exception {
    assertThat(dashboardQueries()).hasSizeGreaterThan(20);
    for (JsonNode panel : Monitoring.dashboard().get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        Query query = new Query(target.get("expr").asText());
        assertExported(query);
        Matcher legend = LEGEND_LABEL.matcher(target.get("legendFormat").asText());
        while (legend.find()) {
          assertThat(labels(query)).as(query.text()).contains(legend.group(1));
        }
      }
    }
    for (JsonNode variable : Monitoring.dashboard().get("templating").get("list")) {
      Matcher values = LABEL_VALUES.matcher(variable.get("query").asText());
      if (values.matches()) {
        assertExported(new Query(values.group(1)));
        assertThat(ADDED_BY_PROMETHEUS).contains(values.group(2));
      }
    }
  }

  @Test
  void everyAlertNamesWhatThereIs() throws Exception {
    for (JsonNode rule : Monitoring.rules()) {
      String text = rule.get("expr").asText().replaceAll("\\bup\\{[^}]*}", "vector(1)");
      assertExported(new Query(text));
      Query expression = new Query(text);
      Matcher label = Pattern.compile("\\$labels\\.(\\w+)").matcher(rule.toString());
      while (label.find()) {
        assertThat(labels(expression)).as(rule.get("alert").asText()).contains(label.group(1));
      }
    }
  }

  private void assertExported(Query query) {
    assertThat(seen.names()).as(query.text()).containsAll(query.names());
    assertThat(labels(query)).as(query.text()).containsAll(query.labels());
  }

  private Set<String> labels(Query query) {
    Set<String> labels = new TreeSet<>(ADDED_BY_PROMETHEUS);
    query.names().forEach(name -> labels.addAll(seen.labels(name)));
    return labels;
  }

  @Test
  void theDocumentTellsOfEveryMetricOfOurOwnAndOfNoOther() throws Exception {
    List<String> rows =
        Monitoring.doc("monitoring.md")
            .lines()
            .filter(line -> line.startsWith("| `restriper_"))
            .sorted()
            .toList();

    assertThat(rows).containsExactlyElementsOf(expectedRows());
  }

  private List<String> expectedRows() {
    return seen.helps().keySet().stream()
        .filter(name -> name.startsWith("restriper_"))
        .map(this::row)
        .sorted()
        .toList();
  }

  private String row(String family) {
    String base = family.replaceAll("_(total|info)$", "");
    String series = seen.names().contains(family) ? family : family + "_count";
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            family,
            open.types().get(base),
            unit(family),
            String.join(
                ", ", seen.labels(series).stream().map(label -> "`" + label + "`").toList()),
            seen.helps().get(family));
  }

  /** By the conventions of Prometheus a name ends in the unit, and so it does here. */
  private static String unit(String family) {
    if (family.endsWith("_timestamp_seconds")) {
      return "Unix time in seconds";
    }
    if (family.endsWith("_bytes_per_second")) {
      return "bytes per second";
    }
    return Stream.of("bytes", "seconds", "ratio", "stripes")
        .filter(unit -> family.endsWith("_" + unit))
        .findFirst()
        .orElse("");
  }
}
