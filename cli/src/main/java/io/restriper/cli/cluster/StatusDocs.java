package io.restriper.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.cli.base.Doc;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;

/** The status for programs. */
public final class StatusDocs {

  private StatusDocs() {}

  /** The status itself, with the names of the wire. */
  public static ObjectNode status(ClusterStatus status) {
    return new Doc()
        .put("state", status.state())
        .put("phase", status.phase())
        .put("blocked_reason", status.blockedReason())
        .flag("data_at_risk", status.dataAtRisk())
        .put("elapsed_seconds", status.elapsedSeconds())
        .put("percent_complete", status.percentComplete())
        .put("coordinator_node", status.coordinatorNode())
        .put(status.unknowns())
        .node();
  }

  /** A run, with the names of the wire. */
  public static ObjectNode run(Run run) {
    return RunDocs.run(run);
  }
}
