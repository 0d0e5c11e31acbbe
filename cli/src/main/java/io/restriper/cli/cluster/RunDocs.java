package io.restriper.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.cli.base.Doc;
import io.restriper.client.run.BlockedWork;
import io.restriper.client.run.Estimate;
import io.restriper.client.run.FailedStripe;
import io.restriper.client.run.Phase;
import io.restriper.client.run.RiskLevel;
import io.restriper.client.run.Run;
import io.restriper.client.run.Work;

/** What runs tell, for programs, with the names of the wire. */
final class RunDocs {

  private RunDocs() {}

  static ObjectNode run(Run run) {
    return new Doc()
        .put("id", run.id())
        .put("trigger", run.trigger())
        .put("cause", run.cause())
        .put("state", run.state())
        .text("started_at", run.startedAt())
        .text("finished_at", run.finishedAt())
        .text("as_of", run.asOf())
        .put("coordinator_node", run.coordinatorNode())
        .put("blocked_reason", run.blockedReason())
        .list("phases", run.phases(), RunDocs::phase)
        .put("phases_total", run.phasesTotal())
        .put("at_risk", run.atRisk().map(levels -> Doc.array(levels, RunDocs::risk)).orElse(null))
        .list("blocked", run.blocked(), RunDocs::blocked)
        .put("blocked_total", run.blockedTotal())
        .list("failed", run.failed(), RunDocs::failed)
        .put("failed_total", run.failedTotal())
        .put(run.unknowns())
        .node();
  }

  static ObjectNode phase(Phase phase) {
    return new Doc()
        .put("phase", phase.phase())
        .text("started_at", phase.startedAt())
        .put("elapsed_seconds", phase.elapsedSeconds())
        .put("percent_complete", phase.percentComplete())
        .put("total", work(phase.total()))
        .put("done", work(phase.done()))
        .put("in_flight", work(phase.inFlight()))
        .put("queued", work(phase.queued()))
        .put("blocked", work(phase.blocked()))
        .put("failed", work(phase.failed()))
        .put("bytes_per_second", phase.bytesPerSecond())
        .put("average_bytes_per_second", phase.averageBytesPerSecond())
        .put(
            "estimated_seconds_left",
            phase.estimatedSecondsLeft().map(RunDocs::estimate).orElse(null))
        .put("estimate_gap", phase.estimateGap())
        .put(phase.unknowns())
        .node();
  }

  private static JsonNode estimate(Estimate estimate) {
    return new Doc().put("low", estimate.low()).put("high", estimate.high()).node();
  }

  private static JsonNode work(Work work) {
    return new Doc().put("bytes", work.bytes()).put("stripes", work.stripes()).node();
  }

  private static JsonNode risk(RiskLevel level) {
    return new Doc()
        .put("remaining_failures", level.remainingFailures())
        .put("bytes", level.bytes())
        .put("stripes", level.stripes())
        .put(level.unknowns())
        .node();
  }

  private static JsonNode blocked(BlockedWork blocked) {
    JsonNode subject =
        new Doc()
            .put("kind", blocked.subject().kind())
            .put("name", blocked.subject().name())
            .node();
    return new Doc()
        .put("code", blocked.code())
        .put("message", blocked.message())
        .put("subject", subject)
        .text("since", blocked.since())
        .put("remedy", blocked.remedy())
        .put("work", work(blocked.work()))
        .put(blocked.unknowns())
        .node();
  }

  private static JsonNode failed(FailedStripe failed) {
    return new Doc()
        .put("path", failed.path())
        .put("stripe", failed.stripe())
        .put("message", failed.message())
        .put(failed.unknowns())
        .node();
  }
}
