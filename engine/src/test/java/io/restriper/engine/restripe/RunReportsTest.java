package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.Estimate;
import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.report.FailedTask;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunCounts;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunReportsTest {
  private static final Blocked NO_ROOM =
      new Blocked(BlockedCode.NOT_ENOUGH_ROOM, Subject.cluster(), "Full.", "Make room.");
  private static final Duration LIMIT = RestriperSettings.DEFAULTS.stallLimit();

  private final FakeVolume volume = new FakeVolume();

  private static RunReport newest(Rig rig) throws IOException {
    return rig.restriper.runs().before(Long.MAX_VALUE, 1).get(0);
  }

  private static PhaseReport phase(RunReport run) {
    return run.phases().get(run.phases().size() - 1);
  }

  private static Gate heldAt(long task) {
    return new Gate(
        (point, subject) -> point == FaultPoints.Point.TASK_BEGUN && ((Task) subject).id() == task);
  }

  private static AtRisk risk(Map<Integer, Work> levels) {
    return new AtRisk(new TreeMap<>(levels));
  }

  @Test
  void aRunTellsWhatBroughtItAboutAndHowFarEachPhaseIs() throws IOException {
    volume.add(Phase.REPROTECT, 30);
    long held = volume.add(Phase.REPROTECT, 10);
    volume.add(Phase.REPROTECT, 60);
    volume.change(Trigger.DRIVE_LOST, "drive 1:3 lost");
    Gate gate = heldAt(held);
    try (Rig rig = Rig.ofOneWorker(volume, gate).start();
        gate) {
      gate.awaitHeld(1);
      rig.ticker.advance(Duration.ofSeconds(3));
      RunReport run = newest(rig);
      assertThat(run.id()).isEqualTo(1);
      assertThat(run.trigger()).isEqualTo(Trigger.DRIVE_LOST);
      assertThat(run.cause()).isEqualTo("drive 1:3 lost");
      assertThat(run.finished()).isFalse();
      assertThat(run.asOf()).isEqualTo(Rig.TODAY);
      assertThat(run.coordinatorNode()).isEqualTo(Rig.NODE);
      assertThat(run.phases())
          .extracting(PhaseReport::phase)
          .containsExactly(Phase.PLANNING, Phase.REPROTECT);
      assertThat(run.phases().get(0).gap()).isEqualTo(EstimateGap.ENDED);
      PhaseReport now = phase(run);
      assertThat(now.progress().done()).isEqualTo(new Work(30, 1));
      assertThat(now.progress().inFlight()).isEqualTo(new Work(10, 1));
      assertThat(now.progress().queued()).isEqualTo(new Work(60, 1));
      assertThat(now.elapsedSeconds()).isEqualTo(3, within(1e-3));
      assertThat(now.bytesPerSecond()).isEqualTo(10, within(0.1));
      assertThat(now.averageBytesPerSecond()).isEqualTo(10, within(0.1));
      assertThat(run.atRisk()).contains(risk(Map.of(1, new Work(70, 2))));
      gate.open();
      rig.awaitFinished(1);
      RunReport over = newest(rig);
      assertThat(over.finishedAt()).contains(Rig.TODAY);
      assertThat(over.atRisk()).contains(AtRisk.NOTHING);
      assertThat(phase(over).progress().done()).isEqualTo(new Work(100, 3));
      assertThat(phase(over).gap()).isEqualTo(EstimateGap.ENDED);
      assertThat(rig.log.last()).contains(over);
    }
  }

  @Test
  void runsThatHaveEndedAreCountedByWhetherTheyLeftWorkUndone() throws IOException {
    try (Rig rig = Rig.ofOneWorker(volume, FaultPoints.NONE).start()) {
      assertThat(rig.restriper.runs().ended()).contains(new RunCounts(0, 0));
      assertThat(rig.restriper.runs().newest()).isEmpty();
      volume.add(Phase.REPROTECT, 10);
      volume.change("a change");
      rig.awaitFinished(1);
      volume.script(volume.add(Phase.REPROTECT, 10), task -> new TaskOutcome.NotNow(NO_ROOM));
      volume.change("another change");
      rig.awaitFinished(2);

      await()
          .untilAsserted(
              () -> assertThat(rig.restriper.runs().ended()).contains(new RunCounts(1, 1)));
      assertThat(rig.restriper.runs().newest()).contains(newest(rig));
    }
  }

  @Test
  void theEstimateOfTheStatusIsThatOfTheRun() throws IOException {
    volume.add(Phase.REPROTECT, 30);
    long held = volume.add(Phase.REPROTECT, 10);
    volume.change("a change");
    Gate gate = heldAt(held);
    try (Rig rig = Rig.ofOneWorker(volume, gate).start();
        gate) {
      gate.awaitHeld(1);
      rig.ticker.advance(Duration.ofSeconds(3));
      Estimate estimate = phase(newest(rig)).timeLeft().orElseThrow();
      assertThat(estimate.likely()).isEqualTo(1, within(0.1));
      assertThat(rig.status().estimatedSecondsLeft())
          .isEqualTo(estimate.likely(), within(1e-3))
          .isBetween(estimate.low(), estimate.high());
    }
  }

  @Test
  void thereIsAReasonWhenThereIsNoEstimate() throws IOException {
    volume.add(Phase.REPROTECT, 30);
    volume.change("a change");
    Gate planning =
        new Gate(
            (point, subject) ->
                point == FaultPoints.Point.PHASE_BEGUN && subject == Phase.PLANNING);
    Gate task = Gate.at(FaultPoints.Point.TASK_BEGUN);
    FaultPoints both =
        (point, subject) -> {
          planning.passing(point, subject);
          task.passing(point, subject);
        };
    try (Rig rig = Rig.of(volume, both).start();
        planning;
        task) {
      planning.awaitHeld(1);
      assertThat(phase(newest(rig)).gap()).isEqualTo(EstimateGap.PLANNING);
      assertThat(newest(rig).atRisk()).isEmpty();
      planning.open();
      task.awaitHeld(1);
      assertThat(phase(newest(rig)).gap()).isEqualTo(EstimateGap.NOTHING_DONE);
    }
  }

  @Test
  void whatIsBlockedAndBeyondRepairIsToldWhileTheRunGoesOn() throws IOException {
    long blocked = volume.add(Phase.REPROTECT, 10, 1);
    long lost = volume.add(Phase.REPROTECT, 20, -2);
    long held = volume.add(Phase.REPROTECT, 30, 0);
    volume.script(blocked, task -> new TaskOutcome.NotNow(NO_ROOM));
    Blocked loss =
        new Blocked(BlockedCode.DATA_LOST, Subject.file("/a"), "/a is lost.", "Restore it.");
    volume.script(lost, task -> new TaskOutcome.BeyondRepair(loss));
    volume.change("a change");
    Gate gate = heldAt(held);
    try (Rig rig = Rig.ofOneWorker(volume, gate).start();
        gate) {
      gate.awaitHeld(1);
      RunReport run = newest(rig);
      assertThat(rig.status().blockedReason()).isEmpty();
      assertThat(run.blockedReason()).isEmpty();
      assertThat(run.undone().blocked())
          .containsExactly(
              new BlockedWork(loss, Rig.TODAY, new Work(20, 1)),
              new BlockedWork(NO_ROOM, Rig.TODAY, new Work(10, 1)));
      assertThat(run.undone().blockedTotal()).isEqualTo(2);
      assertThat(run.undone().failed())
          .containsExactly(new FailedTask("/a", "stripe " + lost, "/a is lost."));
      assertThat(run.undone().failedTotal()).isEqualTo(1);
      assertThat(phase(run).progress().blocked()).isEqualTo(new Work(10, 1));
      assertThat(phase(run).progress().failed()).isEqualTo(new Work(20, 1));
      gate.open();
      String reason = rig.awaitFinished(1).blockedReason();
      RunReport over = newest(rig);
      assertThat(over.blockedReason()).isEqualTo(reason).startsWith("DATA_LOST: /a is lost.");
      assertThat(over.undone()).isEqualTo(run.undone());
      assertThat(over.atRisk()).contains(risk(Map.of(-1, new Work(20, 1), 1, new Work(10, 1))));
    }
  }

  @Test
  void anInterruptedRunListsItsPhasesInTheOrderOfTheirBeginning() throws IOException {
    long first = volume.add(Phase.REBALANCE, 10);
    volume.add(Phase.REBALANCE, 10);
    volume.change(Trigger.DRIVE_ADDED, "a drive was added");
    volume.script(
        first,
        task -> {
          volume.add(Phase.REPROTECT, 5);
          volume.change(Trigger.DRIVE_LOST, "drive 1:2 is missing");
          return new TaskOutcome.Done();
        });
    try (Rig rig = Rig.ofOneWorker(volume, FaultPoints.NONE).start()) {
      rig.awaitFinished(1);
      RunReport run = newest(rig);
      assertThat(run.phases())
          .extracting(PhaseReport::phase)
          .containsExactly(
              Phase.PLANNING, Phase.REBALANCE, Phase.PLANNING, Phase.REPROTECT, Phase.REBALANCE);
      assertThat(run.phasesTotal()).isEqualTo(5);
      assertThat(run.phases().get(1).progress().queued()).isEqualTo(new Work(10, 1));
      assertThat(run.trigger()).isEqualTo(Trigger.DRIVE_ADDED);
    }
  }

  @Test
  void aRunThatGetsNoFurtherIsStalledUntilItDoes() throws IOException {
    long held = volume.add(Phase.REPROTECT, 10);
    long next = volume.add(Phase.REPROTECT, 20);
    volume.change("a change");
    Gate gate = heldAt(held);
    Gate second = heldAt(next);
    FaultPoints both =
        (point, subject) -> {
          gate.passing(point, subject);
          second.passing(point, subject);
        };
    try (Rig rig = Rig.ofOneWorker(volume, both).start();
        gate;
        second) {
      gate.awaitHeld(1);
      rig.ticker.advance(LIMIT.minusSeconds(1));
      assertThat(newest(rig).undone().blocked()).isEmpty();
      rig.ticker.advance(Duration.ofSeconds(2));
      BlockedWork stall = newest(rig).undone().blocked().get(0);
      assertThat(stall.reason().code()).isEqualTo(BlockedCode.STALLED);
      assertThat(stall.reason().subject()).isEqualTo(Subject.task("stripe " + held));
      assertThat(stall.reason().message()).contains("for 301 seconds");
      assertThat(stall.since()).isEqualTo(Rig.TODAY);
      assertThat(stall.work()).isEqualTo(new Work(30, 2));
      assertThat(phase(newest(rig)).gap()).isEqualTo(EstimateGap.STALLED);
      assertThat(rig.status().blockedReason()).isEmpty();
      assertThat(rig.status().state()).isEqualTo(RunState.RUNNING);
      gate.open();
      second.awaitHeld(1);
      assertThat(newest(rig).undone().blocked()).isEmpty();
      assertThat(phase(newest(rig)).gap()).isEqualTo(EstimateGap.NONE);
      second.open();
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
    }
  }

  @Test
  void aPlanThatIsNeverReadyIsAStallToo() throws IOException {
    volume.change("a change");
    Gate gate = Gate.at(FaultPoints.Point.PHASE_BEGUN);
    try (Rig rig = Rig.of(volume, gate).start();
        gate) {
      gate.awaitHeld(1);
      rig.ticker.advance(LIMIT.plusSeconds(1));
      Blocked reason = newest(rig).undone().blocked().get(0).reason();
      assertThat(reason.code()).isEqualTo(BlockedCode.STALLED);
      assertThat(reason.subject()).isEqualTo(Subject.cluster());
      assertThat(reason.message()).endsWith("The plan is not ready.");
    }
  }

  @Test
  void aRunThatGoesOnInAnotherProcessKeepsItsIdAndItsPhases() throws IOException {
    volume.add(Phase.REPROTECT, 30);
    long held = volume.add(Phase.REPROTECT, 10);
    volume.change(Trigger.DRIVE_LOST, "drive 1:3 lost");
    MemoryRunLog log = new MemoryRunLog();
    Gate gate = heldAt(held);
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS.withWorkers(1), gate).start();
        gate) {
      gate.awaitHeld(1);
      Thread closing = new Thread(rig::close);
      closing.start();
      Rig.awaitUntil(() -> closing.getState() == Thread.State.TIMED_WAITING);
      gate.open();
      Rig.awaitUntil(() -> !closing.isAlive());
    }
    try (Rig next = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE).start()) {
      next.awaitFinished(1);
      RunReport run = newest(next);
      assertThat(run.trigger()).isEqualTo(Trigger.DRIVE_LOST);
      assertThat(run.phases())
          .extracting(PhaseReport::phase)
          .containsExactly(Phase.PLANNING, Phase.REPROTECT, Phase.PLANNING);
      assertThat(run.phases().get(1).progress().done()).isEqualTo(new Work(40, 2));
    }
  }

  @Test
  void theHistoryIsThatOfTheLogWithTheNewestRunFromMemory() throws IOException {
    MemoryRunLog log = new MemoryRunLog();
    log.save(Rig.begun(3).finished(Rig.TODAY, ""));
    log.save(Rig.begun(4).finished(Rig.TODAY, ""));
    volume.add(Phase.REPROTECT, 30);
    volume.change("a change");
    Gate gate = Gate.at(FaultPoints.Point.TASK_BEGUN);
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, gate).start();
        gate) {
      gate.awaitHeld(1);
      assertThat(rig.restriper.runs().before(Long.MAX_VALUE, 2))
          .extracting(RunReport::id)
          .containsExactly(5L, 4L);
      assertThat(rig.restriper.runs().before(5, 2))
          .extracting(RunReport::id)
          .containsExactly(4L, 3L);
      assertThat(newest(rig).phases()).hasSize(2);
      assertThat(rig.restriper.runs().find(5)).map(RunReport::phasesTotal).contains(2L);
      assertThat(rig.restriper.runs().find(3)).isPresent();
      assertThat(rig.restriper.runs().find(9)).isEmpty();
    }
  }
}
