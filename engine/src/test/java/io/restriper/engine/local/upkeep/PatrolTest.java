package io.restriper.engine.local.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.Trouble;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patrol over more blocks than a step looks at, none of which is there. */
class PatrolTest {
  private static final int DRIVE = 1;
  private static final int BLOCKS = 2 * Patrol.PAGE + Patrol.SMALL_PAGE / 2;

  @TempDir private Path root;
  private ScrubRig rig;
  private Patrol patrol;
  private final List<Long> missed = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    rig = new ScrubRig(root);
    Catalog catalog =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("blocksOn");
                  return blocksOn((int) arguments[0], (Optional<?>) arguments[1], arguments[2]);
                });
    patrol = new Patrol(catalog, rig.pool, new Missed(), rig.pace);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static List<PlacedBlock> blocksOn(int drive, Optional<?> after, Object limit) {
    if (drive != DRIVE) {
      return List.of();
    }
    long from = after.map(block -> ((BlockId) block).version()).orElse(0L);
    return LongStream.rangeClosed(from + 1, BLOCKS)
        .limit((int) limit)
        .mapToObj(number -> new PlacedBlock(new BlockId(number, 0, 0), 1, 0))
        .toList();
  }

  private final class Missed implements Trouble {
    @Override
    public void block(Slot slot, int drive, BlockId block, IOException error) {
      assertThat(drive).isEqualTo(DRIVE);
      missed.add(block.version());
    }

    @Override
    public void scrubbed(Slot slot, int drive, BlockId block, IOException error) {
      throw new AssertionError("the patrol is not the scrub", error);
    }

    @Override
    public void drive(Slot slot, IOException error) {
      throw new AssertionError("the patrol writes nothing", error);
    }
  }

  /** What a step has found to be missing. */
  private List<Long> step() throws IOException {
    missed.clear();
    patrol.step();
    return List.copyOf(missed);
  }

  private static List<Long> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Long::valueOf).toList();
  }

  @Test
  void looksAtLessInAStepWhileUsersAreActiveAndLeavesNothingOut() throws IOException {
    assertThat(step()).isEqualTo(numbers(1, Patrol.PAGE));

    rig.pace.reading(1, () -> "a user's read");
    int next = Patrol.PAGE + 1;
    assertThat(step()).isEqualTo(numbers(next, next + Patrol.SMALL_PAGE - 1));
    next += Patrol.SMALL_PAGE;

    rig.advance(Duration.ofSeconds(5));
    assertThat(step()).isEqualTo(numbers(next, BLOCKS));
    assertThat(step()).isEqualTo(numbers(1, Patrol.PAGE));
  }

  @Test
  void beginsAgainAfterTheLastSmallPageToo() throws IOException {
    step();
    step();
    rig.pace.reading(1, () -> "a user's read");

    assertThat(step()).isEqualTo(numbers(2 * Patrol.PAGE + 1, BLOCKS));
    assertThat(step()).isEqualTo(numbers(1, Patrol.SMALL_PAGE));
  }
}
