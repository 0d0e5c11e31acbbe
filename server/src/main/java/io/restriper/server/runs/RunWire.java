package io.restriper.server.runs;

import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.Estimate;
import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.report.FailedTask;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import io.restriper.model.BlockedCode;
import io.restriper.model.RestriperRun;
import io.restriper.model.RunBlocked;
import io.restriper.model.RunEstimate;
import io.restriper.model.RunEstimateGap;
import io.restriper.model.RunFailed;
import io.restriper.model.RunPhase;
import io.restriper.model.RunPhaseReport;
import io.restriper.model.RunRiskLevel;
import io.restriper.model.RunState;
import io.restriper.model.RunSubject;
import io.restriper.model.RunSubjectKind;
import io.restriper.model.RunTrigger;
import io.restriper.model.RunWork;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Translates reports of runs into the words of the wire. */
final class RunWire {
  private RunWire() {}

  static RestriperRun run(RunReport run) {
    return new RestriperRun()
        .id(Long.toString(run.id()))
        .trigger(trigger(run.trigger()))
        .cause(run.cause())
        .state(run.finished() ? RunState.FINISHED : RunState.RUNNING)
        .startedAt(time(run.startedAt()))
        .finishedAt(run.finishedAt().map(RunWire::time).orElse(null))
        .asOf(time(run.asOf()))
        .coordinatorNode(run.coordinatorNode())
        .blockedReason(run.blockedReason())
        .phases(run.phases().stream().map(RunWire::phase).toList())
        .phasesTotal(run.phasesTotal())
        .atRisk(run.atRisk().map(RunWire::atRisk).orElse(null))
        .blocked(run.undone().blocked().stream().map(RunWire::blocked).toList())
        .blockedTotal(run.undone().blockedTotal())
        .failed(run.undone().failed().stream().map(RunWire::failed).toList())
        .failedTotal(run.undone().failedTotal());
  }

  private static RunPhaseReport phase(PhaseReport phase) {
    return new RunPhaseReport()
        .phase(phase(phase.phase()))
        .startedAt(time(phase.startedAt()))
        .elapsedSeconds(phase.elapsedSeconds())
        .percentComplete(phase.progress().percentComplete())
        .total(work(phase.progress().total()))
        .done(work(phase.progress().done()))
        .inFlight(work(phase.progress().inFlight()))
        .queued(work(phase.progress().queued()))
        .blocked(work(phase.progress().blocked()))
        .failed(work(phase.progress().failed()))
        .bytesPerSecond(phase.bytesPerSecond())
        .averageBytesPerSecond(phase.averageBytesPerSecond())
        .estimatedSecondsLeft(phase.timeLeft().map(RunWire::estimate).orElse(null))
        .estimateGap(gap(phase.gap()));
  }

  private static RunEstimate estimate(Estimate estimate) {
    return new RunEstimate().low(estimate.low()).high(estimate.high());
  }

  private static List<RunRiskLevel> atRisk(AtRisk atRisk) {
    return atRisk.levels().entrySet().stream()
        .map(
            level ->
                new RunRiskLevel()
                    .remainingFailures(level.getKey())
                    .bytes(Long.toString(level.getValue().bytes()))
                    .stripes(level.getValue().stripes()))
        .toList();
  }

  private static RunBlocked blocked(BlockedWork blocked) {
    return new RunBlocked()
        .code(code(blocked.reason().code()))
        .message(blocked.reason().message())
        .subject(subject(blocked.reason().subject()))
        .since(time(blocked.since()))
        .remedy(blocked.reason().remedy())
        .work(work(blocked.work()));
  }

  private static RunSubject subject(Subject subject) {
    return new RunSubject().kind(kind(subject.kind())).name(subject.name());
  }

  private static RunFailed failed(FailedTask failed) {
    return new RunFailed().path(failed.file()).stripe(failed.stripe()).message(failed.message());
  }

  private static RunWork work(Work work) {
    return new RunWork().bytes(Long.toString(work.bytes())).stripes(work.stripes());
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static RunPhase phase(Phase phase) {
    return switch (phase) {
      case PLANNING -> RunPhase.PLANNING;
      case REPROTECT -> RunPhase.REPROTECT;
      case PARTITIONED_REBALANCE -> RunPhase.PARTITIONED_REBALANCE;
      case TRANSCODE -> RunPhase.TRANSCODE;
      case REBALANCE -> RunPhase.REBALANCE;
    };
  }

  static RunEstimateGap gap(EstimateGap gap) {
    return switch (gap) {
      case NONE -> RunEstimateGap.NONE;
      case PLANNING -> RunEstimateGap.PLANNING;
      case NOTHING_DONE -> RunEstimateGap.NOTHING_DONE;
      case STALLED -> RunEstimateGap.STALLED;
      case ENDED -> RunEstimateGap.ENDED;
    };
  }

  static BlockedCode code(io.restriper.engine.work.BlockedCode code) {
    return switch (code) {
      case NOT_ENOUGH_DRIVES -> BlockedCode.NOT_ENOUGH_DRIVES;
      case NOT_ENOUGH_ROOM -> BlockedCode.NOT_ENOUGH_ROOM;
      case DRIVES_MISSING -> BlockedCode.DRIVES_MISSING;
      case DATA_UNAVAILABLE -> BlockedCode.DATA_UNAVAILABLE;
      case DATA_LOST -> BlockedCode.DATA_LOST;
      case TASK_FAILED -> BlockedCode.TASK_FAILED;
      case STALLED -> BlockedCode.STALLED;
    };
  }

  static RunSubjectKind kind(Subject.Kind kind) {
    return switch (kind) {
      case DRIVE -> RunSubjectKind.DRIVE;
      case NODE -> RunSubjectKind.NODE;
      case FILE -> RunSubjectKind.FILE;
      case TASK -> RunSubjectKind.TASK;
      case CLUSTER -> RunSubjectKind.CLUSTER;
    };
  }

  static RunTrigger trigger(Trigger trigger) {
    return switch (trigger) {
      case START -> RunTrigger.START;
      case DRIVE_LOST -> RunTrigger.DRIVE_LOST;
      case DRIVE_ADDED -> RunTrigger.DRIVE_ADDED;
      case DRIVE_RETURNED -> RunTrigger.DRIVE_RETURNED;
      case DRIVE_REMOVED -> RunTrigger.DRIVE_REMOVED;
      case ENCODING_CHANGED -> RunTrigger.ENCODING_CHANGED;
      case CORRUPTION_FOUND -> RunTrigger.CORRUPTION_FOUND;
      case SCRUB -> RunTrigger.SCRUB;
      case DEGRADED_WRITE -> RunTrigger.DEGRADED_WRITE;
      case IMBALANCE -> RunTrigger.IMBALANCE;
      case ROOM_FREED -> RunTrigger.ROOM_FREED;
      case RETRY -> RunTrigger.RETRY;
      case OTHER -> RunTrigger.OTHER;
    };
  }
}
