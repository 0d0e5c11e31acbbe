package io.restriper.contract.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final Path NOTHING = Path.of("/dev/null");
  private static final String RUNBOOK =
      "https://github.com/restriper/restriper/blob/main/docs/operating.md#";

  private static Set<String> alerts() throws IOException {
    Set<String> names = new TreeSet<>();
    Monitoring.rules().forEach(rule -> names.add(rule.get("alert").asText()));
    return names;
  }

  /** The alerts that some test expects, or expects not. */
  private static Set<String> tested(boolean firing) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : Monitoring.ruleTests()) {
      for (JsonNode check : Monitoring.yaml(file).findValues("alert_rule_test")) {
        for (JsonNode each : check) {
          if (each.get("exp_alerts").isEmpty() != firing) {
            names.add(each.get("alertname").asText());
          }
        }
      }
    }
    return names;
  }

  @Test
  void theRulesAreValid() throws Exception {
    Promtool.assumeInstalled();
    Promtool.run(NOTHING, "check", "rules", Monitoring.alerts().toString());
  }

  @Test
  void eachAlertFiresWhenItShouldAndNotOtherwise() throws Exception {
    Promtool.assumeInstalled();
    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    Monitoring.ruleTests().forEach(file -> arguments.add(file.toString()));
    Promtool.run(NOTHING, arguments.toArray(String[]::new));
  }

  @Test
  void eachAlertHasATestThatItFiresAndOneThatItDoesNot() throws IOException {
    assertThat(alerts()).isNotEmpty();
    assertThat(tested(true)).isEqualTo(alerts());
    assertThat(tested(false)).isEqualTo(alerts());
  }

  @Test
  void eachAlertSaysWhatItMeansAndWhatToDo() throws IOException {
    String operating = Monitoring.doc("operating.md");
    String monitoring = Monitoring.doc("monitoring.md");
    for (JsonNode rule : Monitoring.rules()) {
      String name = rule.get("alert").asText();
      JsonNode annotations = rule.get("annotations");
      assertThat(rule.get("labels").get("severity").asText()).as(name).isIn("warning", "critical");
      assertThat(annotations.get("summary").asText()).as(name).isNotBlank();
      assertThat(annotations.get("description").asText()).as(name).isNotBlank();
      String anchor = name.toLowerCase(Locale.ROOT);
      assertThat(annotations.get("runbook_url").asText()).as(name).isEqualTo(RUNBOOK + anchor);
      assertThat(operating).as(name).contains("\n### " + name + "\n");
      assertThat(monitoring).as(name).contains("(operating.md#" + anchor + ")");
    }
  }
}
