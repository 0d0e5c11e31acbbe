package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.event.EventBatch;
import io.restriper.engine.event.EventReader;
import io.restriper.engine.event.EventType;
import io.restriper.engine.event.Happening;
import io.restriper.engine.event.RestriperEvent;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestriperEventsTest {
  private static final Blocked NO_ROOM =
      new Blocked(
          BlockedCode.NOT_ENOUGH_ROOM, Subject.drive("1:3"), "The drives are full.", "Make room.");

  private final FakeVolume volume = new FakeVolume();

  @Test
  void aRunIsToldFromItsStartToItsEnd() throws Exception {
    volume.add(Phase.REPROTECT, 10);
    volume.add(Phase.REBALANCE, 10);
    volume.change("drive 1:3 lost");
    try (Rig rig = Rig.of(volume)) {
      List<Happening> told = run(rig, 1);
      assertThat(told)
          .filteredOn(what -> what.type() != EventType.PERCENT)
          .containsExactly(
              what(EventType.RUN_STARTED, Optional.empty(), "drive 1:3 lost"),
              what(EventType.PHASE_CHANGED, Optional.of(Phase.PLANNING), ""),
              what(EventType.PHASE_CHANGED, Optional.of(Phase.REPROTECT), ""),
              what(EventType.PHASE_CHANGED, Optional.of(Phase.REBALANCE), ""),
              what(EventType.FINISHED, Optional.empty(), ""));
    }
  }

  @Test
  void progressIsToldOnceASecondAndNeverFalls() throws Exception {
    for (int i = 0; i < 100; i++) {
      volume.add(Phase.REPROTECT, 10);
    }
    Rig[] made = new Rig[1];
    volume.otherwise =
        task -> {
          made[0].ticker.advance(Duration.ofMillis(250));
          return new TaskOutcome.Done();
        };
    volume.change("a change");
    try (Rig rig = Rig.ofOneWorker(volume, FaultPoints.NONE)) {
      made[0] = rig;
      List<Double> percents =
          run(rig, 1).stream()
              .filter(what -> what.type() == EventType.PERCENT)
              .map(Happening::percentComplete)
              .toList();
      assertThat(percents).isSorted().hasSizeBetween(20, 25).allMatch(p -> p > 0 && p <= 100);
    }
  }

  @Test
  void whatIsBlockedIsToldOnceACodeAndAgainWhenItIsNotAnyMore() throws Exception {
    volume.add(Phase.REPROTECT, 10);
    volume.add(Phase.REPROTECT, 10);
    volume.otherwise = task -> new TaskOutcome.NotNow(NO_ROOM);
    volume.change("drive 1:3 lost");
    try (Rig rig = Rig.of(volume)) {
      List<Happening> first = run(rig, 1);
      assertThat(first)
          .filteredOn(what -> what.type() == EventType.BLOCKED)
          .singleElement()
          .satisfies(
              what -> {
                assertThat(what.code()).isEqualTo("NOT_ENOUGH_ROOM");
                assertThat(what.subject()).isEqualTo("1:3");
                assertThat(what.message()).isEqualTo("The drives are full. Make room.");
                assertThat(what.phase()).contains(Phase.REPROTECT);
              });
      assertThat(first.get(first.size() - 1).message()).contains("The drives are full.");

      EventReader reader = rig.events.reader(rig.events.latest());
      volume.otherwise = FakeVolume.DONE;
      volume.change("room came free");
      List<Happening> second = untilFinished(reader, 2);
      assertThat(second).noneMatch(what -> what.type() == EventType.BLOCKED);
      assertThat(second)
          .filteredOn(what -> what.type() == EventType.UNBLOCKED)
          .singleElement()
          .satisfies(what -> assertThat(what.code()).isEqualTo("NOT_ENOUGH_ROOM"));
    }
  }

  @Test
  void whatWasBlockedBeforeARestartIsToldWhenItIsNotAnyMore() throws Exception {
    volume.add(Phase.REPROTECT, 10);
    volume.otherwise = task -> new TaskOutcome.NotNow(NO_ROOM);
    volume.change("drive 1:3 lost");
    MemoryRunLog log = new MemoryRunLog();
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE)) {
      run(rig, 1);
    }
    volume.change("room came free");
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE)) {
      List<Happening> stillBlocked = run(rig, 2);
      assertThat(stillBlocked).noneMatch(what -> what.type() == EventType.UNBLOCKED);
      assertThat(stillBlocked)
          .filteredOn(what -> what.type() == EventType.BLOCKED)
          .singleElement()
          .satisfies(what -> assertThat(what.code()).isEqualTo("NOT_ENOUGH_ROOM"));
    }
    volume.otherwise = FakeVolume.DONE;
    volume.change("room came free");
    try (Rig rig = new Rig(volume, log, RestriperSettings.DEFAULTS, FaultPoints.NONE)) {
      assertThat(run(rig, 3))
          .filteredOn(what -> what.type() == EventType.UNBLOCKED)
          .singleElement()
          .satisfies(what -> assertThat(what.code()).isEqualTo("NOT_ENOUGH_ROOM"));
    }
  }

  private static List<Happening> run(Rig rig, long id) throws InterruptedException {
    EventReader reader = rig.events.reader(rig.events.latest());
    rig.start();
    return untilFinished(reader, id);
  }

  private static List<Happening> untilFinished(EventReader reader, long run)
      throws InterruptedException {
    List<Happening> told = new ArrayList<>();
    while (told.isEmpty() || told.get(told.size() - 1).type() != EventType.FINISHED) {
      EventBatch batch = reader.await(Duration.ofSeconds(60));
      assertThat(batch.gap()).isFalse();
      assertThat(batch.events()).isNotEmpty();
      batch.events().stream().map(RestriperEvent::what).forEach(told::add);
    }
    assertThat(told).allMatch(what -> what.run().equals(Optional.of(run)));
    return told;
  }

  private static Happening what(EventType type, Optional<Phase> phase, String message) {
    return new Happening(type, Optional.of(1L), phase, 0, "", "", message);
  }
}
