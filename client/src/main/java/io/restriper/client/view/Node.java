package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.NodeStatus;
import java.util.OptionalInt;

/**
 * A machine that drives are in. A text is empty if there is none, and also if unknown, which {@code
 * unknowns} tells.
 *
 * @param id the node's number; empty if unknown
 * @param nodeStatus whether it takes part in the cluster
 * @param nodeName its name
 * @param uuid its UUID
 * @param label its label
 * @param modelNumber model of the machine
 * @param serialNumber serial number of the machine
 * @param macAddress MAC address of the machine
 * @param unknowns what of the answer was not understood
 */
public record Node(
    OptionalInt id,
    OpenEnum<NodeStatus> nodeStatus,
    String nodeName,
    String uuid,
    String label,
    String modelNumber,
    String serialNumber,
    String macAddress,
    Unknowns unknowns) {

  static Node read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Node(
        fields.integer("id"),
        fields.openEnum("node_status", NodeStatus.class),
        fields.text("node_name"),
        fields.text("uuid"),
        fields.text("label"),
        fields.text("model_number"),
        fields.text("serial_number"),
        fields.text("mac_address"),
        fields.unknowns());
  }

  /**
   * Whether the node is known to take part in the cluster.
   *
   * @return true only if {@code node_status} is {@link NodeStatus#ONLINE}
   */
  public boolean isKnownToBeOnline() {
    return nodeStatus.is(NodeStatus.ONLINE);
  }
}
