package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactDslJsonArray;
import au.com.dius.pact.consumer.dsl.PactDslJsonBody;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.view.Protection;
import io.restriper.client.view.Slot;
import io.restriper.model.ErrorClass;
import io.restriper.model.NodeStatus;
import io.restriper.model.ProtectionSystemType;
import io.restriper.model.SlotState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the client asks about the cluster: protection, slots, nodes, settings, space, version. */
final class ClusterInteractions {
  private static final String DIGITS = "[0-9]+";

  private ClusterInteractions() {}

  static List<Interaction> all() {
    List<Interaction> all = new ArrayList<>();
    all.add(protection("whole", States.NEW_VOLUME, 2));
    all.add(protection("a run has finished blocked with five drives left", States.BLOCKED, 1));
    all.add(protection("three drives are missing", States.DATA_AWAY, 0));
    all.add(changing("the old encoding bears less", States.TRANSCODE, 2, 3));
    all.add(changing("the new encoding bears less", States.PARTITIONED_REBALANCE, 1, 1));
    all.add(changing("it waits for a drive", States.CHANGE_WAITS, 2, 3));
    all.add(slots());
    all.add(slot("healthy", States.NEW_VOLUME, "1:1", SlotState.HEALTHY, "LED_PATTERN_NORMAL"));
    all.add(slot("missing", States.BLOCKED, "1:1", SlotState.MISSING, "LED_PATTERN_FAILURE"));
    all.add(slot("dead", States.ODD_DRIVES, "1:6", SlotState.DEAD, "LED_PATTERN_FAILURE"));
    all.add(
        slot(
            "with a drive of another cluster",
            States.ODD_DRIVES,
            "1:7",
            SlotState.WRONG_CLUSTER,
            "LED_PATTERN_[A-Z]+"));
    all.add(
        slot(
            "with a drive of another node",
            States.ODD_DRIVES,
            "1:8",
            SlotState.WRONG_NODE,
            "LED_PATTERN_[A-Z]+"));
    all.add(noSuchSlot());
    all.add(nodes());
    all.add(settings());
    all.add(space());
    all.add(version());
    return all;
  }

  private static Interaction protection(String what, String state, int remaining) {
    PactDslJsonBody body =
        new PactDslJsonBody()
            .numberValue("blocks_per_stripe", 6)
            .numberValue("data_blocks_per_stripe", 4)
            .stringValue("protection_system_type", "PROTECTION_SYSTEM_TYPE_EC")
            .numberValue("max_node_failures", 0)
            .numberValue("max_drive_failures", 2)
            .integerType("max_drive_spares", 0)
            .numberValue("remaining_node_failures", 0)
            .numberValue("remaining_drive_failures", remaining)
            .nullValue("pending_configuration");
    Consumer<Protection> check =
        protection -> {
          assertThat(protection.protectionSystemType().is(ProtectionSystemType.EC)).isTrue();
          assertThat(protection.remainingDriveFailures()).hasValue(remaining);
          assertThat(protection.pendingConfiguration()).isEmpty();
          assertThat(protection.unknowns().allUnderstood()).isTrue();
        };
    return new Interaction(
        "getProtectionStatus",
        "the protection: " + what,
        state,
        Interaction.get("/v1/cluster/protection/status"),
        response -> response.status(200).body(body),
        client -> check.accept(client.protection()));
  }

  /** While files are changed from 4+2 to an encoding of eight blocks, the lesser number holds. */
  private static Interaction changing(String what, String state, int least, int pending) {
    PactDslJsonBody body =
        new PactDslJsonBody()
            .numberValue("blocks_per_stripe", 6)
            .numberValue("data_blocks_per_stripe", 4)
            .stringValue("protection_system_type", "PROTECTION_SYSTEM_TYPE_EC")
            .numberValue("max_node_failures", 0)
            .numberValue("max_drive_failures", least)
            .integerType("max_drive_spares", 0)
            .numberValue("remaining_node_failures", 0)
            .numberValue("remaining_drive_failures", least);
    body.object("pending_configuration")
        .numberValue("blocks_per_stripe", 8)
        .numberValue("max_drive_failures", pending)
        .numberValue("max_node_failures", 0)
        .closeObject();
    Consumer<Protection> check =
        protection -> {
          assertThat(protection.maxDriveFailures()).hasValue(least);
          assertThat(protection.remainingDriveFailures()).hasValue(least);
          assertThat(protection.pendingConfiguration())
              .hasValueSatisfying(
                  change -> {
                    assertThat(change.blocksPerStripe()).hasValue(8);
                    assertThat(change.maxDriveFailures()).hasValue(pending);
                    assertThat(change.maxNodeFailures()).hasValue(0);
                  });
          assertThat(protection.unknowns().allUnderstood()).isTrue();
        };
    return new Interaction(
        "getProtectionStatus",
        "the protection during a change of encoding: " + what,
        state,
        Interaction.get("/v1/cluster/protection/status"),
        response -> response.status(200).body(body),
        client -> check.accept(client.protection()));
  }

  private static PactDslJsonBody slotBody(
      PactDslJsonBody body, String id, String state, String led, String ledExample) {
    return body.stringMatcher("id", "[0-9]+:[0-9]+", id)
        .integerType("node_id", 1)
        .integerType("slot", Integer.parseInt(id.substring(2)))
        .stringValue("state", state)
        .stringMatcher("slot_type", "[A-Z_]+", "HDD")
        .stringMatcher("disk_type", "[A-Z_]*", "HDD")
        .stringType("disk_model", "")
        .stringType("disk_serial_number", "")
        .stringMatcher("capacity", DIGITS, "1099511627776")
        .stringMatcher("raw_capacity", DIGITS, "1099511627776")
        .stringMatcher("minimum_raw_capacity", DIGITS, "0")
        .integerType("slot_command_capacity", 0)
        .booleanType("high_endurance", false)
        .stringType("drive_bay", "")
        .stringMatcher("led_pattern", led, ledExample);
  }

  private static Interaction slot(
      String what, String state, String id, SlotState expected, String led) {
    String example = led.contains("[") ? "LED_PATTERN_NORMAL" : led;
    PactDslJsonBody body = slotBody(new PactDslJsonBody(), id, expected.toString(), led, example);
    if (expected == SlotState.MISSING) {
      body.stringValue("disk_type", "").stringValue("capacity", "0");
    }
    Consumer<Slot> check =
        slot -> {
          assertThat(slot.id()).isEqualTo(id);
          assertThat(slot.state().is(expected)).isTrue();
          assertThat(slot.isKnownToBeHealthy()).isEqualTo(expected == SlotState.HEALTHY);
        };
    return new Interaction(
        "getSlot",
        "a slot " + what,
        state,
        Interaction.get("/v1/cluster/slots/" + id),
        response -> response.status(200).body(body),
        client -> check.accept(client.slot(id)));
  }

  private static Interaction slots() {
    PactDslJsonBody each = PactDslJsonArray.arrayMinLike(8);
    DslPart body =
        slotBody(each, "1:1", "healthy", "LED_PATTERN_NORMAL", "LED_PATTERN_NORMAL").closeObject();
    return new Interaction(
        "listSlots",
        "the slots",
        States.NEW_VOLUME,
        Interaction.get("/v1/cluster/slots/"),
        response -> response.status(200).body(body),
        client -> assertThat(client.slots()).hasSize(8).allMatch(Slot::isKnownToBeHealthy));
  }

  private static Interaction noSuchSlot() {
    return new Interaction(
        "getSlot",
        "a slot that there is not",
        States.NEW_VOLUME,
        Interaction.get("/v1/cluster/slots/9:9"),
        response -> Errors.answer(response, 404, ErrorClass.CLUSTER_NO_SUCH_SLOT_ERROR),
        client ->
            assertThatThrownBy(() -> client.slot("9:9")).isInstanceOf(RestriperApiException.class));
  }

  private static Interaction nodes() {
    PactDslJsonBody each = PactDslJsonArray.arrayMinLike(1);
    DslPart body =
        each.integerType("id", 1)
            .stringValue("node_status", "online")
            .stringType("node_name", "host")
            .stringType("uuid", "3f0c4e0a-6f0e-4a57-9d0b-0a8f5a0b7c11")
            .stringType("label", "")
            .stringType("model_number", "")
            .stringType("serial_number", "")
            .stringType("mac_address", "")
            .closeObject();
    return new Interaction(
        "listNodes",
        "the nodes",
        States.NEW_VOLUME,
        Interaction.get("/v1/cluster/nodes/"),
        response -> response.status(200).body(body),
        client ->
            assertThat(client.nodes())
                .singleElement()
                .matches(node -> node.nodeStatus().is(NodeStatus.ONLINE)));
  }

  private static Interaction settings() {
    return new Interaction(
        "getClusterSettings",
        "the settings",
        States.NEW_VOLUME,
        Interaction.get("/v1/cluster/settings"),
        response ->
            response.status(200).body(new PactDslJsonBody().stringType("cluster_name", "test")),
        client -> assertThat(client.settings().clusterName()).isEqualTo("test"));
  }

  private static Interaction space() {
    return new Interaction(
        "getFileSystem",
        "the space",
        States.NEW_VOLUME,
        Interaction.get("/v1/file-system"),
        response ->
            response
                .status(200)
                .body(
                    new PactDslJsonBody()
                        .integerType("block_size_bytes", 65536)
                        .stringMatcher("total_size_bytes", DIGITS, "5497558138880")
                        .stringMatcher("free_size_bytes", DIGITS, "5484673236992")
                        .stringMatcher("snapshot_size_bytes", DIGITS, "0")),
        client -> assertThat(client.fileSystem().totalSizeBytes()).hasValue(5497558138880L));
  }

  private static Interaction version() {
    return new Interaction(
        "getVersion",
        "the version",
        States.NEW_VOLUME,
        Interaction.get("/v1/version"),
        response ->
            response
                .status(200)
                .body(
                    new PactDslJsonBody()
                        .stringType("revision_id", "Restriper 1.0.0")
                        .stringType("build_id", "8f3c2d1")
                        .stringType("flavor", "release")
                        .stringType("build_date", "2026-11-24T00:00:00Z")),
        client -> assertThat(client.version().revisionId()).isEqualTo("Restriper 1.0.0"));
  }
}
