package io.restriper.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BlockedReasonsTest {
  private static final Instant TODAY = Instant.parse("2026-11-24T08:00:00Z");

  private final BlockedReasons reasons =
      new BlockedReasons(Clock.fixed(TODAY, ZoneOffset.UTC), Undone.NOTHING);

  @Test
  void everyCodeIsNamedTheMostSevereFirst() {
    for (BlockedCode code : BlockedCode.values()) {
      reasons.add(new Blocked(code, Subject.cluster(), "Wrong.", "Mend it."), new Work(2, 1));
    }
    assertThat(reasons.text())
        .isEqualTo(
            "DATA_LOST: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "DATA_UNAVAILABLE: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "NOT_ENOUGH_ROOM: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "NOT_ENOUGH_DRIVES: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "DRIVES_MISSING: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "TASK_FAILED: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "STALLED: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work.");
  }

  @Test
  void saysNothingWhenThereIsNothing() {
    assertThat(reasons.text()).isEmpty();
  }

  @Test
  void keepsTheFirstReasonOfACodeAndCountsTheOthers() {
    Blocked first =
        new Blocked(BlockedCode.NOT_ENOUGH_ROOM, Subject.file("a"), "First.", "Mend it.");
    reasons.add(first, new Work(1, 1));
    reasons.add(
        new Blocked(BlockedCode.NOT_ENOUGH_ROOM, Subject.file("b"), "Second.", "Mend."),
        new Work(10, 1));
    assertThat(reasons.text()).isEqualTo(first.text() + " Concerns 2 stripes, 11 bytes of work.");
  }

  @Test
  void theTextIsBoundedAndKeepsTheRemedy() {
    for (int i = 0; i < 10_000; i++) {
      String name = "/" + i + "x".repeat(4000);
      for (BlockedCode code : BlockedCode.values()) {
        reasons.add(
            new Blocked(code, Subject.file(name), name + " is lost.", "Restore it."),
            new Work(1, 1));
      }
    }
    assertThat(reasons.text()).hasSizeLessThan(5000).contains("… Restore it. Lost data: /0xx");
  }

  @Test
  void listsOfEachCodeSoManySubjectsAndCountsAll() {
    for (int i = 0; i < 100; i++) {
      String name = "/" + i;
      Task task = new Task(Phase.REPROTECT, i, "stripe 0 of " + name, -1, new Work(2, 1));
      Subject file = Subject.file(name);
      reasons.addFailed(new Blocked(BlockedCode.DATA_LOST, file, "Lost.", "Restore it."), task);
      reasons.add(
          new Blocked(BlockedCode.NOT_ENOUGH_ROOM, Subject.cluster(), "Full.", "Make room."),
          new Work(3, 1));
    }
    Undone undone = reasons.undone();
    assertThat(undone.blocked()).hasSize(BlockedReasons.MOST_LISTED + 1);
    assertThat(undone.blocked().get(BlockedReasons.MOST_LISTED).work())
        .isEqualTo(new Work(300, 100));
    assertThat(undone.blockedTotal()).isEqualTo(200);
    assertThat(undone.failed()).hasSize(BlockedReasons.MOST_FAILED);
    assertThat(undone.failed().get(0)).isEqualTo(new FailedTask("/0", "stripe 0 of /0", "Lost."));
    assertThat(undone.failedTotal()).isEqualTo(100);
  }

  @Test
  void remembersFromPassToPassSinceWhen() {
    AtomicReference<Instant> now = new AtomicReference<>(TODAY);
    Clock moving = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    Blocked reason =
        new Blocked(BlockedCode.DATA_UNAVAILABLE, Subject.file("/a"), "Away.", "Put it back.");
    BlockedReasons first = new BlockedReasons(moving, Undone.NOTHING);
    first.add(reason, new Work(1, 1));
    now.set(TODAY.plusSeconds(60));
    BlockedReasons second = new BlockedReasons(first);
    assertThat(second.undone()).isEqualTo(Undone.NOTHING);
    second.add(reason, new Work(1, 1));
    assertThat(second.undone().blocked())
        .containsExactly(new BlockedWork(reason, TODAY, new Work(1, 1)));
    BlockedReasons restarted = new BlockedReasons(moving, second.undone());
    restarted.add(reason, new Work(2, 1));
    assertThat(restarted.undone().blocked())
        .containsExactly(new BlockedWork(reason, TODAY, new Work(2, 1)));
  }

  @Test
  void doesNotCutACharacterInTwo() {
    String message = "x".repeat(499) + "😀".repeat(10);
    reasons.add(
        new Blocked(BlockedCode.DATA_LOST, Subject.cluster(), message, "Mend it."), Work.NONE);
    assertThat(reasons.text()).isEqualTo("DATA_LOST: " + "x".repeat(499) + "… Mend it.");
  }
}
