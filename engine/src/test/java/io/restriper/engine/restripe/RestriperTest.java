package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.report.RunReport;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RestriperTest {
  private static final Blocked NO_ROOM =
      new Blocked(
          BlockedCode.NOT_ENOUGH_ROOM, Subject.cluster(), "The drives are full.", "Make room.");

  private final FakeVolume volume = new FakeVolume();

  @Test
  void isNotStartedUntilSomethingHappens() throws IOException {
    try (Rig rig = Rig.of(volume).start()) {
      assertThat(rig.status())
          .isEqualTo(
              new RestriperStatus(
                  RunState.NOT_STARTED, Optional.empty(), "", false, 0, 0, 0, Rig.NODE));
      volume.change("drive 1:3 is missing");
      assertThat(rig.awaitFinished(1))
          .isEqualTo(
              new RestriperStatus(
                  RunState.FINISHED, Optional.empty(), "", false, 0, 0, 0, Rig.NODE));
    }
  }

  @Test
  void recordsARunWhenItBeginsAndWhenItEnds() throws IOException {
    try (Rig rig = Rig.of(volume).start()) {
      volume.change("drive 1:3 is missing");
      rig.awaitFinished(1);
      assertThat(rig.log.saved).extracting(RunReport::id).containsExactly(1L, 1L);
      assertThat(rig.log.saved)
          .extracting(RunReport::finishedAt)
          .containsExactly(Optional.empty(), Optional.of(Rig.TODAY));
      assertThat(rig.log.saved)
          .allMatch(run -> run.cause().equals("drive 1:3 is missing"))
          .allMatch(run -> run.startedAt().equals(Rig.TODAY))
          .allMatch(run -> run.coordinatorNode() == Rig.NODE);
    }
  }

  @Test
  void doesAllTasksOfAllPhasesInTheOrderOfThePlan() throws IOException {
    long balance = volume.add(Phase.REBALANCE, 10);
    long transcode = volume.add(Phase.TRANSCODE, 10);
    long urgent = volume.add(Phase.REPROTECT, 10);
    long lessUrgent = volume.add(Phase.REPROTECT, 10);
    long partition = volume.add(Phase.PARTITIONED_REBALANCE, 10);
    volume.change("a change");
    try (Rig rig = Rig.ofOneWorker(volume, FaultPoints.NONE).start()) {
      rig.awaitFinished(1);
      assertThat(volume.performed)
          .containsExactly(urgent, lessUrgent, partition, transcode, balance);
    }
  }

  @Test
  void doesMoreTasksThanFitAPage() throws IOException {
    for (int i = 0; i < 1000; i++) {
      volume.add(Phase.REPROTECT, i);
    }
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      rig.awaitFinished(1);
      assertThat(volume.performed).hasSize(1000).doesNotHaveDuplicates();
    }
  }

  @Test
  void plansAgainInTheSameRunWhenSomethingChangesInAPhase() throws IOException {
    long first = volume.add(Phase.REBALANCE, 10);
    long second = volume.add(Phase.REBALANCE, 10);
    volume.change("a drive was added");
    volume.script(
        first,
        task -> {
          long reprotect = volume.add(Phase.REPROTECT, 5);
          assertThat(reprotect).isEqualTo(3);
          volume.change("drive 1:2 is missing");
          return new TaskOutcome.Done();
        });
    try (Rig rig = Rig.ofOneWorker(volume, FaultPoints.NONE).start()) {
      rig.awaitFinished(1);
      assertThat(volume.performed).containsExactly(first, 3L, second);
      assertThat(volume.plannedGenerations).containsExactly(1L, 2L);
      assertThat(rig.log.saved).extracting(RunReport::id).containsExactly(1L, 1L);
    }
  }

  @Test
  void getsOnThoughEveryPlanIsOutdatedWhenItIsReady() throws IOException {
    for (int i = 0; i < 20; i++) {
      volume.add(Phase.REPROTECT, 10);
    }
    volume.planning =
        () -> {
          if (volume.performed.size() < 20) {
            volume.change("a corrupt block was found");
          }
        };
    volume.change("a drive is missing");
    try (Rig rig = Rig.of(volume).start()) {
      assertThat(rig.awaitFinished(1).blockedReason()).isEmpty();
      assertThat(volume.performed).hasSize(20);
    }
  }

  @Test
  void startsAnotherRunAtOnceWhenSomethingChangesWhileOneIsBeingRecordedAsFinished()
      throws IOException {
    volume.change("a change");
    MemoryRunLog log =
        new MemoryRunLog() {
          @Override
          public void save(RunReport run) throws IOException {
            super.save(run);
            if (run.id() == 1 && run.finished()) {
              volume.change("drive 1:2 is missing");
            }
          }
        };
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE).start()) {
      rig.awaitFinished(2);
      assertThat(log.saved)
          .extracting(RunReport::cause)
          .containsExactly("a change", "a change", "drive 1:2 is missing", "drive 1:2 is missing");
    }
  }

  @Test
  void showsARunAsFinishedOnlyAfterItIsRecorded() throws IOException {
    AtomicReference<Rig> rigOf = new AtomicReference<>();
    List<RunState> shown = new CopyOnWriteArrayList<>();
    MemoryRunLog log =
        new MemoryRunLog() {
          @Override
          public void save(RunReport run) throws IOException {
            shown.add(rigOf.get().status().state());
            super.save(run);
          }
        };
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE)) {
      rigOf.set(rig);
      volume.change("a change");
      rig.start();
      rig.awaitFinished(1);
      assertThat(shown).containsExactly(RunState.NOT_STARTED, RunState.RUNNING);
    }
  }

  @Test
  void finishesBlockedAndGoesOnWhenSomethingChanges() throws IOException {
    long stripe = volume.add(Phase.REPROTECT, 10);
    long other = volume.add(Phase.REPROTECT, 20);
    volume.script(stripe, task -> new TaskOutcome.NotNow(NO_ROOM));
    volume.change("drive 1:1 is missing");
    try (Rig rig = Rig.of(volume).start()) {
      assertThat(rig.awaitFinished(1).blockedReason())
          .isEqualTo(
              "NOT_ENOUGH_ROOM: The drives are full. Make room. Concerns 1 stripe, 10 bytes of"
                  + " work.");
      assertThat(rig.log.last().orElseThrow().blockedReason())
          .isEqualTo(rig.status().blockedReason());
      assertThat(volume.performed).contains(other);
      rig.advance(Duration.ofDays(1));
      volume.script(stripe, FakeVolume.DONE);
      volume.change("drive 1:1 is back");
      assertThat(rig.awaitFinished(2).blockedReason()).isEmpty();
      assertThat(rig.log.last().orElseThrow().cause()).isEqualTo("drive 1:1 is back");
    }
  }

  @Test
  void laterPhasesAreDoneThoughAnEarlierOneIsBlocked() throws IOException {
    long stripe = volume.add(Phase.REPROTECT, 10);
    long balance = volume.add(Phase.REBALANCE, 20);
    volume.script(stripe, task -> new TaskOutcome.NotNow(NO_ROOM));
    volume.change("a change");
    try (Rig rig = Rig.of(volume).start()) {
      assertThat(rig.awaitFinished(1).blockedReason()).startsWith("NOT_ENOUGH_ROOM: ");
      assertThat(volume.performed).containsExactly(stripe, balance);
    }
  }

  @Test
  void stripesBeyondRepairDoNotStopTheOthers() throws IOException {
    for (int i = 0; i < 10; i++) {
      String file = "/file-" + i;
      long lost = volume.add(Phase.REPROTECT, 10);
      volume.add(Phase.REPROTECT, 10);
      volume.script(
          lost,
          task ->
              new TaskOutcome.BeyondRepair(
                  new Blocked(
                      BlockedCode.DATA_LOST,
                      Subject.file(file),
                      file + " has lost 3 blocks.",
                      "Restore it.")));
    }
    volume.change("a change");
    try (Rig rig = Rig.ofOneWorker(volume, FaultPoints.NONE).start()) {
      assertThat(rig.awaitFinished(1).blockedReason())
          .isEqualTo(
              "DATA_LOST: /file-0 has lost 3 blocks. Restore it. Lost data: /file-0, /file-1,"
                  + " /file-2 and more. Concerns 10 stripes, 100 bytes of work.");
      assertThat(volume.performed).hasSize(20);
    }
  }

  @Test
  void blockedNoLongerWhenWhatWasAtRiskIsDeleted() throws IOException {
    long blocked = volume.add(Phase.REPROTECT, 10);
    volume.script(
        blocked,
        task ->
            new TaskOutcome.NotNow(
                new Blocked(
                    BlockedCode.NOT_ENOUGH_DRIVES,
                    Subject.file("/file"),
                    "There are 5 drives.",
                    "Add one.")));
    volume.atRisk(true);
    volume.change("a drive lost");
    try (Rig rig = Rig.of(volume).start()) {
      assertThat(rig.awaitFinished(1).blockedReason()).startsWith("NOT_ENOUGH_DRIVES");
      volume.remove(blocked);
      volume.atRisk(false);
      assertThat(rig.awaitFinished(2).blockedReason()).isEmpty();
    }
  }

  @Test
  void blockedNoLongerWhenWhatWasAtRiskIsDeletedDuringTheRun() throws IOException {
    long blocked = volume.add(Phase.REPROTECT, 10);
    volume.script(
        blocked,
        task -> {
          volume.remove(blocked);
          volume.atRisk(false);
          return new TaskOutcome.NotNow(
              new Blocked(
                  BlockedCode.NOT_ENOUGH_DRIVES,
                  Subject.file("/file"),
                  "There are 5 drives.",
                  "Add one."));
        });
    volume.atRisk(true);
    volume.change("a drive lost");
    try (Rig rig = Rig.of(volume).start()) {
      assertThat(rig.awaitFinished(2).blockedReason()).isEmpty();
    }
  }

  @Test
  void resumesAnUnfinishedRunUnderItsId() throws IOException {
    MemoryRunLog log = new MemoryRunLog();
    log.save(Rig.begun(41));
    volume.add(Phase.REPROTECT, 10);
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE)) {
      assertThat(rig.status().state()).isEqualTo(RunState.RUNNING);
      assertThat(rig.status().phase()).contains(Phase.PLANNING);
      rig.start();
      rig.awaitFinished(41);
      assertThat(volume.performed).hasSize(1);
      volume.change("another drive");
      rig.awaitFinished(42);
    }
  }

  @Test
  void showsTheLastRunAfterARestart() throws IOException {
    MemoryRunLog log = new MemoryRunLog();
    log.save(Rig.begun(3).finished(Rig.TODAY, "NO: why."));
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE).start()) {
      assertThat(rig.status().state()).isEqualTo(RunState.FINISHED);
      assertThat(rig.status().blockedReason()).isEqualTo("NO: why.");
      rig.advanceUntil(
          Duration.ofSeconds(30),
          () -> log.last().filter(run -> run.id() == 4 && run.finished()).isPresent());
      assertThat(rig.awaitFinished(4).blockedReason()).isEmpty();
    }
  }

  @Test
  void closingLetsTasksFinishAndLeavesTheRunForTheNextProcess() throws Exception {
    List<Long> stripes =
        List.of(
            volume.add(Phase.REPROTECT, 10),
            volume.add(Phase.REPROTECT, 10),
            volume.add(Phase.REPROTECT, 10));
    volume.change("a change");
    Gate gate = Gate.at(FaultPoints.Point.TASK_BEGUN);
    MemoryRunLog log = new MemoryRunLog();
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS.withWorkers(1), gate).start();
        gate) {
      gate.awaitHeld(1);
      Thread closing = new Thread(rig::close);
      closing.start();
      Rig.awaitUntil(() -> closing.getState() == Thread.State.TIMED_WAITING);
      gate.open();
      Rig.awaitUntil(() -> !closing.isAlive());
      assertThat(volume.performed).containsExactly(stripes.get(0));
      assertThat(log.last().orElseThrow().finished()).isFalse();
    }

    try (Rig next = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE).start()) {
      next.awaitFinished(1);
      assertThat(volume.performed).containsExactlyInAnyOrderElementsOf(stripes);
    }
  }

  @Test
  void closesWhileItWaitsAndTwiceAndUnstarted() throws IOException {
    Rig unstarted = Rig.of(volume);
    unstarted.close();
    assertThatThrownBy(unstarted::start).isInstanceOf(IllegalStateException.class);
    Rig rig = Rig.of(volume).start();
    rig.close();
    rig.close();
    assertThat(rig.status().state()).isEqualTo(RunState.NOT_STARTED);
  }

  @Test
  void whatIsAtRiskIsReadWhenTheStatusIs() throws IOException {
    try (Rig rig = Rig.of(volume).start()) {
      assertThat(rig.status().dataAtRisk()).isFalse();
      volume.atRisk(true);
      assertThat(rig.status().state()).isEqualTo(RunState.NOT_STARTED);
      assertThat(rig.status().dataAtRisk()).isTrue();
      volume.atRisk(false);
      assertThat(rig.status().dataAtRisk()).isFalse();
    }
  }
}
