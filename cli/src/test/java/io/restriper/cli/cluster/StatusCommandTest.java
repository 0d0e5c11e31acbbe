package io.restriper.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.cli.Cli;
import io.restriper.cli.Stub;
import io.restriper.model.RunPhase;
import io.restriper.testing.RestriperExtension;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatusCommandTest {
  @RegisterExtension private final RestriperExtension server = new RestriperExtension();

  @Test
  void dataOfARealServerThatLacksNothingIsProtected() {
    Cli.Result result = Cli.of(server.fill().uri()).run("status");

    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .anyMatch(line -> line.startsWith("Data is PROTECTED  test  http://127.0.0.1:"))
        .anyMatch(line -> line.matches("  Restriper +(NOT_STARTED|FINISHED).*"))
        .anyMatch(line -> line.matches("  Survives +2 drive and 0 node failures .*"))
        .anyMatch(line -> line.matches("  Drives +8 healthy"));
  }

  @Test
  void duringARunItTellsThePhaseHowFarItIsAndWhatIsAtRisk() {
    server.fill().hold(RunPhase.REPROTECT).loseDrive(3).awaitHeld();

    Cli.Result result = Cli.of(server.uri()).run("status");

    assertThat(result.code()).isZero();
    assertThat(result.out().lines())
        .anyMatch(line -> line.startsWith("Data is AT RISK"))
        .anyMatch(line -> line.matches("  Restriper +RUNNING, REPROTECT since .*s  run [0-9]+"))
        .anyMatch(line -> line.matches("  Progress +\\[-{30}] 0\\.0 %  0 B of .* left unknown.*"))
        .anyMatch(line -> line.matches("  At risk +.* stripes? that survive 1 more failure"))
        .anyMatch(line -> line.matches("  Drives +7 healthy, 1 missing \\(1:3\\)"));
  }

  @Test
  void whatIsBlockedIsToldWithTheRemedy() {
    server.block();

    Cli.Result result = Cli.of(server.uri()).run("status", "--exit-code");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out().lines())
        .anyMatch(line -> line.startsWith("Data is AT RISK"))
        .anyMatch(line -> line.matches("  Restriper +FINISHED, but work was left undone"))
        .anyMatch(line -> line.matches("  Blocked +NOT_ENOUGH_DRIVES: .+"))
        .anyMatch(line -> line.matches("    to do +.+"));
  }

  @Test
  void jsonAndYamlTellTheSameWithTheNamesOfTheWire() throws IOException {
    server.fill().loseDrive(1).awaitFinished().awaitSafe();

    JsonNode json =
        JsonMapper.builder()
            .build()
            .readTree(Cli.of(server.uri()).run("status", "-o", "json").bytes());
    JsonNode yaml =
        YAMLMapper.builder()
            .build()
            .readTree(Cli.of(server.uri()).run("status", "--output=yaml").bytes());

    assertThat(json.at("/risk").asText()).isEqualTo("protected");
    assertThat(json.at("/cluster_name").asText()).isEqualTo("test");
    assertThat(json.at("/status/state").asText()).isEqualTo("FINISHED");
    assertThat(json.at("/status/data_at_risk").isBoolean()).isTrue();
    assertThat(json.at("/protection/max_drive_failures").asInt()).isEqualTo(2);
    assertThat(json.at("/drives")).hasSize(8);
    assertThat(json.at("/last_run/trigger").asText()).isEqualTo("DRIVE_LOST");
    assertThat(json.has("failures")).isFalse();
    assertThat(yaml.toString()).isEqualTo(json.toString());
  }

  @Test
  void aTableHasOneRow() {
    Cli.Result table = Cli.of(server.uri()).run("status", "-o", "table");
    Cli.Result wide = Cli.of(server.uri()).run("status", "-o", "wide");

    assertThat(table.out().lines()).hasSize(2);
    assertThat(table.out()).startsWith("DATA ").contains("PROTECTED").doesNotContain("ENDPOINT");
    assertThat(wide.out().lines()).hasSize(2);
    assertThat(wide.out()).contains("ENDPOINT").contains(server.uri().toString());
  }

  @Test
  void aServerThatHasOnlyTheSliceIsEnough() {
    try (Stub stub = Stub.slice().status("RUNNING", "REPROTECT", "", true, 30, 25)) {
      Cli.Result result = Cli.of(stub.uri()).run("status");

      assertThat(result.code()).isZero();
      assertThat(result.out().lines())
          .anyMatch(line -> line.startsWith("Data is AT RISK  field"))
          .anyMatch(
              line -> line.endsWith("[#######-----------------------] 25.0 %  about 1m 30s left"))
          .noneMatch(line -> line.contains("Runs"));
    }
  }

  @Test
  void aBlockedReasonIsToldByAServerThatHasNoRuns() {
    try (Stub stub = Stub.slice().status("FINISHED", "", "Add a drive.", true, 0, 0)) {
      assertThat(Cli.of(stub.uri()).run("status").out()).containsPattern("Blocked +Add a drive\\.");
    }
  }

  @Test
  void whatNobodyKnowsYetIsUnknownAndNotFine() {
    try (Stub stub = Stub.slice().status("REWINDING", "DEFRAGMENT", "", false, 30, 25)) {
      Cli.Result result = Cli.of(stub.uri()).run("status", "--exit-code");

      assertThat(result.code()).isEqualTo(5);
      assertThat(result.out().lines())
          .anyMatch(line -> line.startsWith("Data is UNKNOWN"))
          .anyMatch(line -> line.contains("state is \"REWINDING\", phase is \"DEFRAGMENT\";"))
          .anyMatch(line -> line.endsWith("unknown (REWINDING), unknown (DEFRAGMENT)"));
      assertThat(Cli.of(stub.uri()).run("status", "-o", "json").out())
          .contains("\"risk\" : \"unknown\"")
          .contains("\"state\" : \"REWINDING\"")
          .contains("\"not_understood\"");
    }
  }

  @Test
  void valuesThatAreMissingOrOfAWrongTypeAreUnknown() {
    try (Stub stub = Stub.slice().status("{\"state\":\"FINISHED\",\"data_at_risk\":0}")) {
      Cli.Result result = Cli.of(stub.uri()).run("status");

      assertThat(result.out()).startsWith("Data is UNKNOWN");
      assertThat(result.out()).contains("data_at_risk is 0").contains("phase was not sent");
    }
  }

  @Test
  void anUnknownStateOfADriveIsToldAsSuch() {
    try (Stub stub =
        Stub.slice().json("/v1/cluster/slots/", "[" + Stub.slot("1:1", "humming") + "]")) {
      assertThat(Cli.of(stub.uri()).run("status").out())
          .containsPattern("Drives +1 unknown \\(humming\\) \\(1:1\\)");
      assertThat(Cli.of(stub.uri()).run("drives").out()).contains("unknown (humming)");
    }
  }

  @Test
  void aPartThatFailsIsUnknownAndDoesNotHideTheRest() {
    try (Stub stub =
        Stub.slice().error("/v1/cluster/slots/", 500, "internal_error", "The disk is on fire.")) {
      Cli.Result result = Cli.of(stub.uri()).run("status");

      assertThat(result.code()).isZero();
      assertThat(result.out()).startsWith("Data is PROTECTED");
      assertThat(result.out()).containsPattern("Drives +unknown: The disk is on fire\\.");
    }
  }

  @Test
  void whatAServerSendsCannotSteerTheTerminal() {
    try (Stub stub =
        Stub.slice().json("/v1/cluster/settings", "{\"cluster_name\":\"a\\u001b[2Jb\\nc\"}")) {
      assertThat(Cli.of(stub.uri()).run("status").out())
          .contains("a?[2Jb c")
          .doesNotContain("\u001b");
    }
  }
}
