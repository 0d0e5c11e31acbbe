package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.event.EventReader;
import io.restriper.engine.event.EventType;
import io.restriper.engine.event.RestriperEvent;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.FaultyDriveFiles.Failure;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumePath;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drives that fail, and users who change files, while files are re-encoded and blocks moved. */
class ChangeFaultTest {
  private static final int BLOCK = EngineFixture.BLOCK;
  private static final int DRIVES = 10;
  private static final int LARGE = 24 * BLOCK + 777;
  private static final String FILE = "/dir/large";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path root;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final AtomicReference<Gate> gate = new AtomicReference<>();
  private EngineFixture fixture;

  /** Holds the tasks of a phase before their commit. */
  private record Gate(Phase phase, CountDownLatch reached, CountDownLatch opened) {
    static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeEach
  void start() throws EngineStartException {
    fixture =
        new EngineFixture(root, "4+2", DRIVES).withFaults(this::hold).withTimeThatRuns(10).start();
    put("/a", 10, 1);
    put(FILE, LARGE, 2);
  }

  @AfterEach
  void stop() {
    open();
    fixture.close();
  }

  private void hold(Point point, Object subject) {
    Gate held = gate.get();
    if (point == Point.TASK_COMMIT && held != null && ((Task) subject).phase() == held.phase) {
      held.reached.countDown();
      Gate.await(held.opened);
    }
  }

  private void holdAt(Phase phase) {
    gate.set(new Gate(phase, new CountDownLatch(1), new CountDownLatch(1)));
  }

  private void awaitHeld() {
    Gate.await(gate.get().reached);
  }

  private void open() {
    Gate held = gate.getAndSet(null);
    if (held != null) {
      held.opened.countDown();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, EIO",
    "WRITE, EIO",
    "WRITE, ENOSPC",
    "SYNC, EIO",
    "RENAME, EIO",
    "SYNC_DIRECTORY, EIO",
    "READ, EIO",
    "OPEN, EIO",
    "DELETE, EIO"
  })
  void reEncodingSurvivesADriveThatFailsOnce(Operation operation, Failure failure)
      throws Exception {
    fixture.faulty(3).failNth(operation, 2, failure);
    fixture.changeEncoding("6+3");
    awaitEncoding("6+3");
    fixture.faulty(3).heal();
    awaitWhole(6, 3);
  }

  @ParameterizedTest
  @CsvSource({"WRITE, EIO", "WRITE, ENOSPC", "READ, EIO", "DELETE, EIO"})
  void reEncodingGoesOnWhenADriveThatFailsForGoodIsWell(Operation operation, Failure failure)
      throws Exception {
    fixture.faulty(3).failWhere(operation, name -> !name.contains("probe"), failure);
    fixture.changeEncoding("6+3");
    await().atMost(LIMIT).until(() -> fixture.status().state() != RunState.NOT_STARTED);
    assertContents();
    fixture.faulty(3).heal();
    awaitEncoding("6+3");
    awaitWhole(6, 3);
  }

  @Test
  void shortAndTornWritesDoNotGetIntoTheNewEncoding() throws Exception {
    for (int drive = 1; drive <= DRIVES; drive++) {
      fixture.faulty(drive).shortWrites(1000);
    }
    fixture.faulty(1).tornNth(3);
    fixture.faulty(2).tornNth(70);
    fixture.changeEncoding("6+3");
    awaitEncoding("6+3");
    awaitWhole(6, 3);
  }

  @Test
  void corruptBlocksAreReadThroughParityAndNeverReEncoded() throws Exception {
    for (List<Path> stripe : BlockFiles.byStripe(fixture, DRIVES).values()) {
      BlockFiles.flip(stripe.get(0), BlockFiles.HEADER);
      BlockFiles.flip(stripe.get(1), 40);
    }
    fixture.changeEncoding("6+3");
    awaitEncoding("6+3");
    awaitWhole(6, 3);
  }

  @Test
  void corruptBlocksAreNeverMovedAsTheyAre() throws Exception {
    for (Path block : fixture.blockFiles(4)) {
      BlockFiles.flip(block, BlockFiles.HEADER);
    }
    fixture.takeOut(4);
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == DRIVES - 1);
    assertThat(fixture.blockFiles(4)).isEmpty();
    awaitWhole(4, 2);
  }

  @Test
  void aFileThatCannotBeReadStaysAsItIsAndTheOthersAreReEncoded() throws Exception {
    List<Path> last = List.of();
    for (List<Path> stripe : BlockFiles.byStripe(fixture, DRIVES).values()) {
      last = stripe;
    }
    for (int block = 0; block < 3; block++) {
      BlockFiles.flip(last.get(block), BlockFiles.HEADER);
    }
    fixture.changeEncoding("6+3");
    assertThat(fixture.awaitBlocked()).contains(FILE);
    assertThat(fixture.get("/a")).isEqualTo(contents.get("/a"));
    assertThat(fixture.engine().facts().protection().pending()).isPresent();
    assertThatThrownBy(() -> fixture.get(FILE))
        .isInstanceOfSatisfying(
            VolumeException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.DATA_UNAVAILABLE));
    for (int block = 0; block < 3; block++) {
      BlockFiles.flip(last.get(block), BlockFiles.HEADER);
    }
    put(FILE, LARGE, 3);
    awaitEncoding("6+3");
    awaitWhole(6, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE, EIO",
    "WRITE, EIO",
    "WRITE, ENOSPC",
    "SYNC, EIO",
    "RENAME, EIO",
    "SYNC_DIRECTORY, EIO",
    "READ, EIO",
    "DELETE, EIO"
  })
  void emptyingSurvivesDrivesThatFailOnce(Operation operation, Failure failure) throws Exception {
    for (int drive = 1; drive <= DRIVES; drive++) {
      fixture.faulty(drive).failNth(operation, 2, failure);
    }
    EventReader events = fixture.engine().events().reader(fixture.engine().events().latest());
    fixture.takeOut(4);
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == DRIVES - 1);
    for (int drive = 1; drive <= DRIVES; drive++) {
      fixture.faulty(drive).heal();
    }
    boolean lost =
        events.await(Duration.ZERO).events().stream()
            .map(RestriperEvent::what)
            .anyMatch(what -> what.type() == EventType.DRIVE_LOST && what.subject().equals("1:4"));
    if (lost) {
      // A look came upon the fault. What was rebuilt elsewhere stays on a drive that is let go
      // then.
      fixture.removeDrive(4);
    }
    awaitWhole(4, 2);
  }

  @Test
  void aDriveThatVanishesWhileItIsEmptiedIsDoneWithout() throws Exception {
    holdAt(Phase.REBALANCE);
    fixture.takeOut(4);
    awaitHeld();
    fixture.faulty(4).gone();
    fixture.awaitSlot(4, SlotState.MISSING);
    open();
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == DRIVES - 1);
    fixture.awaitSafe();
    assertContents();
    EngineFixture.removeTree(fixture.drivePath(4));
    awaitWhole(4, 2);
  }

  @Test
  void aDriveThatVanishesInTheMiddleOfReEncodingHoldsItUpUntilItIsBack() throws Exception {
    holdAt(Phase.TRANSCODE);
    fixture.changeEncoding("6+3");
    awaitHeld();
    fixture.faulty(5).gone();
    fixture.awaitSlot(5, SlotState.MISSING);
    open();
    await().atMost(LIMIT).until(() -> !fixture.status().dataAtRisk());
    assertContents();
    assertThat(fixture.awaitBlocked()).contains("DRIVES_MISSING");
    fixture.faulty(5).heal();
    awaitEncoding("6+3");
    awaitWhole(6, 3);
  }

  @Test
  void aReaderInTheMiddleOfTheOldEncodingFinishesItsRead() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpenFile file = fixture.engine().files().open(VolumePath.parse(FILE))) {
      fixture.changeEncoding("6+3");
      awaitEncoding("6+3");
      fixture.changeEncoding("2+1");
      awaitEncoding("2+1");
      file.range(0, Long.MAX_VALUE).transferTo(out);
    }
    assertThat(out.toByteArray()).isEqualTo(contents.get(FILE));
    awaitWhole(2, 1);
  }

  @Test
  void aFileThatIsDeletedOrReplacedMeanwhileStaysSo() throws Exception {
    holdAt(Phase.TRANSCODE);
    put("/b", LARGE, 4);
    fixture.changeEncoding("6+3");
    awaitHeld();
    fixture.delete(FILE);
    contents.remove(FILE);
    put("/a", 5 * BLOCK, 5);
    put("/b", LARGE, 6);
    open();
    awaitEncoding("6+3");
    awaitWhole(6, 3);
    fixture.restart();
    awaitWhole(6, 3);
  }

  @Test
  void aFileThatIsDeletedWhileItsBlocksAreMovedStaysSo() throws Exception {
    holdAt(Phase.REBALANCE);
    fixture.takeOut(4);
    awaitHeld();
    fixture.delete(FILE);
    contents.remove(FILE);
    put("/a", 5 * BLOCK, 5);
    open();
    await().atMost(LIMIT).until(() -> fixture.engine().facts().slots().size() == DRIVES - 1);
    awaitWhole(4, 2);
  }

  @Test
  void aPutThatExpectsTheTagSucceedsAlthoughTheFileIsReEncodedMeanwhile() throws Exception {
    String tag = fixture.engine().files().attributes(VolumePath.parse(FILE)).tag();
    byte[] replaced = EngineFixture.bytes(7, LARGE);
    InputStream content =
        new FilterInputStream(new ByteArrayInputStream(replaced)) {
          private boolean changed;

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (!changed) {
              changed = true;
              reEncode();
            }
            return super.read(target, offset, length);
          }
        };
    fixture.engine().files().write(VolumePath.parse(FILE), content, Optional.of(tag));
    contents.put(FILE, replaced);
    assertContents();
    // It was begun in the old encoding, and is brought to the other one by itself.
    awaitEncoding("6+3");
    awaitWhole(6, 3);
    assertThatThrownBy(() -> writeExpecting(tag))
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TAG_MISMATCH));
  }

  private void writeExpecting(String tag) {
    InputStream content = new ByteArrayInputStream(new byte[1]);
    fixture.engine().files().write(VolumePath.parse(FILE), content, Optional.of(tag));
  }

  private void reEncode() throws IOException {
    try {
      fixture.changeEncoding("6+3");
    } catch (EngineStartException e) {
      throw new IOException(e);
    }
    awaitEncoding("6+3");
  }

  private void put(String path, int size, int seed) {
    byte[] content = EngineFixture.bytes(seed, size);
    fixture.put(path, content);
    contents.put(path, content);
  }

  private void awaitEncoding(String encoding) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              ProtectionFacts protection = fixture.engine().facts().protection();
              assertThat(protection.encoding()).isEqualTo(Encoding.parse(encoding));
              assertThat(protection.pending()).isEmpty();
            });
  }

  /** All is readable and safe, and no block is there that is not needed. */
  private void awaitWhole(int data, int parity) throws IOException {
    int stripe = data * BLOCK;
    int stripes =
        contents.values().stream()
            .mapToInt(content -> Math.max(1, (content.length + stripe - 1) / stripe))
            .sum();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(fixture.status().dataAtRisk()).isFalse();
              assertThat(fixture.blockFileCount()).isEqualTo(stripes * (data + parity));
            });
    BlockFiles.contents(fixture, DRIVES);
    assertContents();
  }

  private void assertContents() {
    contents.forEach((path, content) -> assertThat(fixture.get(path)).as(path).isEqualTo(content));
  }
}
