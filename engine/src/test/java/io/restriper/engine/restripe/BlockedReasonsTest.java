package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Work;
import org.junit.jupiter.api.Test;

class BlockedReasonsTest {
  private final BlockedReasons reasons = new BlockedReasons();

  @Test
  void everyCodeIsNamedTheMostSevereFirst() {
    for (BlockedCode code : BlockedCode.values()) {
      reasons.add(new Blocked(code, "it", "Wrong.", "Mend it."), new Work(2, 1));
    }
    assertThat(reasons.text())
        .isEqualTo(
            "DATA_LOST: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "DATA_UNAVAILABLE: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "NOT_ENOUGH_ROOM: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "NOT_ENOUGH_DRIVES: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work. "
                + "TASK_FAILED: Wrong. Mend it. Concerns 1 stripe, 2 bytes of work.");
  }

  @Test
  void saysNothingWhenThereIsNothing() {
    assertThat(reasons.text()).isEmpty();
  }

  @Test
  void keepsTheFirstReasonOfACodeAndCountsTheOthers() {
    Blocked first = new Blocked(BlockedCode.NOT_ENOUGH_ROOM, "a", "First.", "Mend it.");
    reasons.add(first, new Work(1, 1));
    reasons.add(new Blocked(BlockedCode.NOT_ENOUGH_ROOM, "b", "Second.", "Mend."), new Work(10, 1));
    assertThat(reasons.text()).isEqualTo(first.text() + " Concerns 2 stripes, 11 bytes of work.");
  }

  @Test
  void theTextIsBoundedAndKeepsTheRemedy() {
    for (int i = 0; i < 10_000; i++) {
      String name = "/" + i + "x".repeat(4000);
      for (BlockedCode code : BlockedCode.values()) {
        reasons.add(new Blocked(code, name, name + " is lost.", "Restore it."), new Work(1, 1));
      }
    }
    assertThat(reasons.text()).hasSizeLessThan(5000).contains("… Restore it. Lost data: /0xx");
  }

  @Test
  void doesNotCutACharacterInTwo() {
    String message = "x".repeat(499) + "😀".repeat(10);
    reasons.add(new Blocked(BlockedCode.DATA_LOST, "it", message, "Mend it."), Work.NONE);
    assertThat(reasons.text()).isEqualTo("DATA_LOST: " + "x".repeat(499) + "… Mend it.");
  }
}
