package io.restriper.server.metrics;

import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The metrics of our own: what each is called, what it means, and what tells its series apart. A
 * series whose value is not known is left out, so that nothing unknown looks like zero.
 */
enum Family {
  BUILD(
      Kind.INFO,
      "restriper_build",
      "Which build of the server this is; always 1.",
      "version",
      "contract",
      "commit",
      "flavor"),
  CLUSTER(
      Kind.INFO,
      "restriper_cluster",
      "Which cluster this is, and which node coordinates it.",
      "cluster",
      "coordinator_node"),
  NOT_READY(
      Kind.GAUGE,
      "restriper_not_ready",
      "1 if the server cannot serve for this reason, as /readyz tells; else 0.",
      "reason"),

  STATE(Kind.STATE_SET, "restriper_state", "What the restriper is doing."),
  PHASE(Kind.STATE_SET, "restriper_phase", "The phase of the run; all are 0 unless one goes on."),
  DATA_AT_RISK(
      Kind.GAUGE,
      "restriper_data_at_risk",
      "1 if any data is not fully protected, or that is not known; else 0."),
  AT_RISK_BYTES(
      Kind.GAUGE,
      "restriper_at_risk_bytes",
      "Bytes that are missing, by how many more failures their stripes bear; -1 cannot be read."
          + " Absent while it is not known.",
      "remaining_failures"),
  AT_RISK_STRIPES(
      Kind.GAUGE,
      "restriper_at_risk_stripes",
      "Stripes that lack blocks, by how many more failures they bear; -1 cannot be read."
          + " Absent while it is not known.",
      "remaining_failures"),
  REMAINING_DRIVE_FAILURES(
      Kind.GAUGE,
      "restriper_remaining_drive_failures",
      "Drive failures that the data bears as it is; 0 also if that is not known."),
  REMAINING_NODE_FAILURES(
      Kind.GAUGE,
      "restriper_remaining_node_failures",
      "Node failures that the data bears as it is; 0 also if that is not known."),
  MAX_DRIVE_FAILURES(
      Kind.GAUGE,
      "restriper_max_drive_failures",
      "Drive failures that the encoding bears when nothing is at risk."),
  MAX_NODE_FAILURES(
      Kind.GAUGE,
      "restriper_max_node_failures",
      "Node failures that the encoding bears when nothing is at risk."),
  ENCODING_CHANGE_PENDING(
      Kind.GAUGE,
      "restriper_encoding_change_pending",
      "1 while files are being changed to another encoding; else 0."),

  PHASE_PROGRESS(
      Kind.GAUGE,
      "restriper_phase_progress_ratio",
      "How much of the phase that goes on is done, from 0 to 1; absent if none does.",
      "phase"),
  PHASE_ELAPSED(
      Kind.GAUGE,
      "restriper_phase_elapsed_seconds",
      "Since the phase began that goes on; absent if none does.",
      "phase"),
  PHASE_LEFT(
      Kind.GAUGE,
      "restriper_phase_left_seconds",
      "How long the phase that goes on will take yet, from low to high; absent while nothing"
          + " can be said.",
      "phase",
      "bound"),
  PHASE_RATE(
      Kind.GAUGE,
      "restriper_phase_bytes_per_second",
      "Bytes that the phase that goes on has done a second, lately; absent if none does.",
      "phase"),
  PHASE_PLANNED_BYTES(
      Kind.GAUGE,
      "restriper_phase_planned_bytes",
      "All work of the phase in the newest run; absent if it had none.",
      "phase"),
  PHASE_PLANNED_STRIPES(
      Kind.GAUGE,
      "restriper_phase_planned_stripes",
      "All work of the phase in the newest run; absent if it had none.",
      "phase"),
  PHASE_BYTES(
      Kind.GAUGE,
      "restriper_phase_bytes",
      "The work of the phase in the newest run by what has become of it; the parts add up to"
          + " what is planned.",
      "phase",
      "part"),
  PHASE_STRIPES(
      Kind.GAUGE,
      "restriper_phase_stripes",
      "The work of the phase in the newest run by what has become of it; the parts add up to"
          + " what is planned.",
      "phase",
      "part"),

  RUNS(
      Kind.COUNTER,
      "restriper_runs",
      "Runs that have ended since the server started: done, or blocked with work left undone.",
      "outcome"),
  RUN_START(
      Kind.GAUGE,
      "restriper_run_start_timestamp_seconds",
      "When the newest run began, in Unix time; absent if there was none."),
  BLOCKED(
      Kind.GAUGE,
      "restriper_blocked",
      "1 if the newest run cannot do some work for this reason; else 0.",
      "code"),
  BLOCKED_BYTES(
      Kind.GAUGE,
      "restriper_blocked_bytes",
      "Work that the newest run cannot do, by reason, as far as the run lists it.",
      "code"),
  BLOCKED_STRIPES(
      Kind.GAUGE,
      "restriper_blocked_stripes",
      "Work that the newest run cannot do, by reason, as far as the run lists it.",
      "code"),
  FAILED_STRIPES(
      Kind.GAUGE,
      "restriper_failed_stripes",
      "Stripes that the newest run has found to be beyond repair."),

  DRIVES(Kind.GAUGE, "restriper_drives", "How many drives are in each state.", "state"),
  DRIVE_STATE(Kind.STATE_SET, "restriper_drive_state", "The state of each drive.", "drive", "node"),
  DRIVE_CAPACITY(
      Kind.GAUGE,
      "restriper_drive_capacity_bytes",
      "What the drive can hold for us; absent unless it is healthy.",
      "drive",
      "node"),
  DRIVE_USED(
      Kind.GAUGE,
      "restriper_drive_used_bytes",
      "What the blocks on the drive take; absent unless it is healthy.",
      "drive",
      "node"),
  DRIVE_FREE(
      Kind.GAUGE,
      "restriper_drive_free_bytes",
      "What can still be written to the drive; absent unless it is healthy.",
      "drive",
      "node"),
  NODES(Kind.GAUGE, "restriper_nodes", "How many nodes are in each state.", "state"),
  VOLUME_SIZE(
      Kind.GAUGE,
      "restriper_volume_size_bytes",
      "Bytes of files that the healthy drives could hold: parity is taken off."),
  VOLUME_FREE(
      Kind.GAUGE,
      "restriper_volume_free_bytes",
      "Bytes of files that can still be written: parity is taken off."),

  SCRUB_PERIOD(
      Kind.GAUGE,
      "restriper_scrub_period_seconds",
      "In which every block is to be read and verified once; absent if the scrub is off."),
  SCRUB_START(
      Kind.GAUGE,
      "restriper_drive_scrub_start_timestamp_seconds",
      "When the scrub's pass over the drive began that goes on, in Unix time; absent if there"
          + " is none.",
      "drive",
      "node"),
  SCRUB_END(
      Kind.GAUGE,
      "restriper_drive_scrub_end_timestamp_seconds",
      "When the scrub's last whole pass over the drive ended, in Unix time; absent if none has.",
      "drive",
      "node"),
  PACE_LIMIT(
      Kind.GAUGE,
      "restriper_pace_limit_bytes_per_second",
      "What runs may work on, so that users come first; absent if nothing holds them back."),
  FOREGROUND(
      Kind.HISTOGRAM,
      "restriper_foreground_stripe_duration_seconds",
      "How long users' reads and writes of a stripe took that succeeded.",
      "operation"),

  HTTP_REQUESTS(
      Kind.COUNTER,
      "restriper_http_requests",
      "Requests that have been answered, by operationId and status; 'unmatched' if there is no"
          + " such resource, 'aborted' if the answer broke off.",
      "operation",
      "code"),
  HTTP_DURATION(
      Kind.HISTOGRAM,
      "restriper_http_request_duration_seconds",
      "From a request's head to the end of its answer, by operationId; streams of events are"
          + " left out.",
      "operation"),
  DEPRECATED_CALLS(
      Kind.COUNTER,
      "restriper_deprecated_calls",
      "Calls of deprecated operations, by operationId and by what the caller says it is.",
      "operation",
      "user_agent");

  /** What Prometheus is told that it is. */
  enum Kind {
    GAUGE(""),
    COUNTER("_total"),
    STATE_SET(""),
    INFO("_info"),
    HISTOGRAM("");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  private final Kind kind;
  private final String base;
  private final String help;
  private final List<String> labels;

  Family(Kind kind, String base, String help, String... labels) {
    this.kind = kind;
    this.base = base;
    this.help = help;
    this.labels = List.of(labels);
  }

  Kind kind() {
    return kind;
  }

  /** The name without what its kind puts behind it. */
  String base() {
    return base;
  }

  /** The name that a query uses; that of a histogram has _bucket, _sum or _count behind it. */
  String fullName() {
    return base + kind.suffix;
  }

  String help() {
    return help;
  }

  /** The labels, apart from the one that a state set has of its own, which is called as it is. */
  List<String> labels() {
    return labels;
  }

  /** The unit that the name ends in; empty if that is none which Prometheus has a word for. */
  Optional<Unit> unit() {
    return Stream.of(Unit.BYTES, Unit.SECONDS, Unit.RATIO)
        .filter(unit -> base.endsWith("_" + unit))
        .findFirst();
  }
}
