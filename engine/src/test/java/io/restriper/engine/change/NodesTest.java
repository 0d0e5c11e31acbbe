package io.restriper.engine.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesTest {
  private static final int BLOCK = EngineFixture.BLOCK;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Function<Integer, Integer> IN_TURN = drive -> (drive - 1) % 3 + 1;

  @TempDir Path root;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final AtomicBoolean holding = new AtomicBoolean();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private Function<Integer, Integer> nodes;
  private EngineFixture fixture;

  private void start(int drives, Function<Integer, Integer> nodeOf) throws EngineStartException {
    nodes = nodeOf;
    fixture =
        new EngineFixture(root, "4+2", drives).withNodes(nodeOf).withFaults(this::hold).start();
    for (int file = 0; file < 10; file++) {
      byte[] content = EngineFixture.bytes(file, 24 * BLOCK + file);
      fixture.put("/file-" + file, content);
      contents.put("/file-" + file, content);
    }
  }

  @AfterEach
  void stop() {
    opened.countDown();
    fixture.close();
  }

  private void hold(Point point, Object subject) {
    if (point == Point.TASK_COMMIT
        && holding.get()
        && ((Task) subject).phase() == Phase.TRANSCODE) {
      held.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void noNodeHoldsMoreOfAStripeThanItCanLoseWhateverIsDone() throws Exception {
    start(9, IN_TURN);
    assertThat(mostOnANode(9)).isEqualTo(2);
    fixture.removeDrive(4);
    fixture.awaitSlot(4, SlotState.MISSING);
    fixture.awaitSafe();
    assertThat(mostOnANode(9)).isEqualTo(2);
    awaitProtection(1, 1);
    java.nio.file.Files.createDirectory(fixture.drivePath(4));
    fixture.awaitSlot(4, SlotState.HEALTHY);
    fixture.addDrives(12);
    awaitLevel(12);
    assertThat(mostOnANode(12)).isEqualTo(2);
    fixture.takeOut(5);
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == 11);
    fixture.awaitSafe();
    assertThat(fixture.blockFiles(5)).isEmpty();
    assertThat(mostOnANode(12)).isEqualTo(2);
    awaitProtection(1, 1);
    assertContents();
  }

  @Test
  void duringAChangeOfEncodingTheLeastOfBothIsBorne() throws Exception {
    start(12, drive -> (drive - 1) % 6 + 1);
    awaitProtection(2, 1);
    int remaining = protection().remainingNodeFailures();
    holding.set(true);
    fixture.changeEncoding("3+3");
    await().atMost(LIMIT).until(() -> held.getCount() == 0);
    awaitProtection(2, 1);
    assertThat(protection().remainingNodeFailures()).isEqualTo(remaining);
    assertThat(protection().maxDriveFailures()).isEqualTo(2);
    ProtectionFacts.Pending pending = protection().pending().orElseThrow();
    assertThat(pending.encoding()).isEqualTo(Encoding.parse("3+3"));
    assertThat(pending.maxNodeFailures()).isEqualTo(3);
    holding.set(false);
    opened.countDown();
    await().atMost(LIMIT).until(() -> protection().pending().isEmpty());
    fixture.awaitSafe();
    awaitProtection(3, 1);
    assertThat(protection().maxDriveFailures()).isEqualTo(3);
    assertThat(mostOnANode(12)).isLessThanOrEqualTo(3);
    assertContents();
  }

  @Test
  void threeNodesBearOneFailureBeforeDuringAndAfterAChangeOfEncoding() throws Exception {
    start(9, IN_TURN);
    awaitProtection(1, 1);
    holding.set(true);
    fixture.changeEncoding("3+3");
    await().atMost(LIMIT).until(() -> held.getCount() == 0);
    awaitProtection(1, 1);
    assertThat(protection().pending().orElseThrow().maxNodeFailures()).isEqualTo(1);
    holding.set(false);
    opened.countDown();
    await().atMost(LIMIT).until(() -> protection().pending().isEmpty());
    fixture.awaitSafe();
    awaitProtection(1, 1);
    assertThat(mostOnANode(9)).isLessThanOrEqualTo(3);
    assertContents();
  }

  @Test
  void oldDataOfOneNodeIsSpreadOverNodesThatAreAdded() throws Exception {
    start(8, drive -> drive <= 8 ? 1 : drive % 2 + 2);
    assertThat(mostOnANode(8)).isEqualTo(6);
    awaitProtection(0, 0);
    fixture.addDrives(12);
    awaitProtection(1, 1);
    fixture.awaitSafe();
    assertThat(mostOnANode(12)).isEqualTo(2);
    assertThat(fixture.blockFileCount()).isEqualTo((6 + 9 * 7) * 6);
    assertContents();
    Map<BlockId, Integer> places = places(12);
    fixture.restart();
    fixture.put("/another", new byte[1]);
    fixture.takeOut(1);
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == 11);
    fixture.awaitSafe();
    assertThat(mostOnANode(12)).isEqualTo(2);
    places.values().removeIf(drive -> nodes.apply(drive) == 1);
    assertThat(places(12)).as("what was well spread").containsAllEntriesOf(places);
    assertContents();
  }

  @Test
  void stripesThatCannotBeSpreadAreLeftAlone() throws Exception {
    start(8, drive -> drive <= 8 ? 1 : drive % 2 + 2);
    Map<BlockId, Integer> places = places(8);
    fixture.addDrives(10);
    fixture.awaitSafe();
    awaitLevel(10);
    assertThat(fixture.status().blockedReason()).isEmpty();
    assertThat(places(10)).hasSameSizeAs(places);
    awaitProtection(0, 0);
    assertContents();
  }

  private ProtectionFacts protection() {
    return fixture.engine().facts().protection();
  }

  private void awaitProtection(int maxNodes, int leastRemaining) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(protection().maxNodeFailures()).isEqualTo(maxNodes);
              assertThat(protection().remainingNodeFailures()).isBetween(leastRemaining, maxNodes);
            });
  }

  private void awaitLevel(int drives) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              for (int drive = 1; drive <= drives; drive++) {
                assertThat(fixture.blockFiles(drive).size()).isGreaterThan(10);
              }
            });
    fixture.awaitSafe();
  }

  /** Drives by block, as the names of the files on them tell. */
  private Map<BlockId, Integer> places(int drives) throws IOException {
    Map<BlockId, Integer> places = new HashMap<>();
    for (int drive = 1; drive <= drives; drive++) {
      for (Path file : fixture.blockFiles(drive)) {
        BlockId block = BlockNames.parse(file.getFileName().toString()).orElseThrow();
        assertThat(places.put(block, drive)).as("%s in two places", block).isNull();
      }
    }
    return places;
  }

  private int mostOnANode(int drives) throws IOException {
    Map<List<Long>, Integer> counts = new HashMap<>();
    places(drives)
        .forEach(
            (block, drive) ->
                counts.merge(
                    List.of(block.version(), block.stripe(), (long) nodes.apply(drive)),
                    1,
                    Integer::sum));
    return counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  private void assertContents() {
    contents.forEach((path, content) -> assertThat(fixture.get(path)).as(path).isEqualTo(content));
  }
}
