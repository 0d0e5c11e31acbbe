package io.restriper.engine.local.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.BlockWriter;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One block file on one drive, while what the catalog says of it changes. */
class InventoryTest {
  private static final UUID CLUSTER = new UUID(0, 0);
  private static final int HERE = 1;
  private static final int ELSEWHERE = 2;

  /** More questions than are asked about one file. */
  private static final int QUESTIONS = 4;

  @TempDir private Path root;
  private ScrubRig rig;
  private BlockId block;
  private Path file;

  /** What the catalog says. */
  private record Said(VersionState version, int drive) {
    static final Said GONE = new Said(null, 0);

    static Said withoutRecord(VersionState version) {
      return new Said(version, 0);
    }

    static Said recordedElsewhere(VersionState version) {
      return new Said(version, ELSEWHERE);
    }

    Optional<VersionState> state() {
      return Optional.ofNullable(version);
    }

    Optional<KnownBlock> known(BlockId id) {
      return drive == 0 ? Optional.empty() : Optional.of(new KnownBlock(id, drive, false, version));
    }
  }

  @BeforeEach
  void putAFileThere() throws EngineStartException, IOException {
    rig = new ScrubRig(root);
    block = new BlockId(rig.catalog.nextNumber(), 0, 0);
    file = Path.of(here().path()).resolve(BlockNames.path(block));
    Files.write(file, new byte[1]);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Slot here() {
    return rig.pool.usable(HERE).orElseThrow();
  }

  static Stream<Arguments> changes() {
    List<List<Said>> changes =
        List.of(
            List.of(
                Said.withoutRecord(VersionState.TRANSCODING),
                Said.recordedElsewhere(VersionState.TRANSCODING)),
            List.of(
                Said.withoutRecord(VersionState.TRANSCODING),
                Said.recordedElsewhere(VersionState.CURRENT)),
            List.of(
                Said.recordedElsewhere(VersionState.CURRENT),
                Said.recordedElsewhere(VersionState.GARBAGE)),
            List.of(Said.recordedElsewhere(VersionState.CURRENT), Said.GONE),
            List.of(
                Said.withoutRecord(VersionState.PENDING), Said.withoutRecord(VersionState.GARBAGE)),
            List.of(
                Said.recordedElsewhere(VersionState.PENDING),
                Said.recordedElsewhere(VersionState.CURRENT)),
            List.of(Said.recordedElsewhere(VersionState.GARBAGE), Said.GONE),
            List.of(Said.withoutRecord(VersionState.GARBAGE), Said.GONE));
    return changes.stream()
        .flatMap(
            change ->
                IntStream.rangeClosed(0, QUESTIONS)
                    .mapToObj(asked -> Arguments.of(change.get(0), change.get(1), asked)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aFileThatIsNotNeededIsGoneInTheEndWheneverTheRecordChanges(
      Said before, Said after, int asked) {
    Questions questions = new Questions(before, after, asked);
    Inventory inventory = inventory(questions);
    inventory.sweep(here());
    questions.asked = QUESTIONS;
    inventory.lookAtSuspects();
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileOfAVersionThatIsBeingWrittenStays() {
    Said writing = Said.withoutRecord(VersionState.PENDING);
    Inventory inventory = inventory(new Questions(writing, writing, 0));
    inventory.sweep(here());
    inventory.lookAtSuspects();
    assertThat(file).exists();
  }

  @Test
  void aFileOfAVersionThatARebuildCouldNotMakeSenseOfStays() {
    Questions questions = new Questions(Said.GONE, Said.GONE, 0);
    Inventory inventory = inventory(questions, block.version() + 1);
    inventory.sweep(here());
    inventory.lookAtSuspects();
    assertThat(file).exists();
  }

  @ParameterizedTest
  @CsvSource({"128, true", "64, false", "4224, false"})
  void aLostBlockIsTakenInAgainIfItHasTheLengthThatIsOnRecord(int length, boolean taken)
      throws IOException {
    Encoding encoding = new Encoding(2, 1);
    BlockHeader header =
        new BlockHeader(
            CLUSTER, VolumePath.parse("/file"), 1, block, encoding, 5, 6, 0, length, length, true);
    BlockWriter.write(here().files(), header, new byte[length], 0);
    Placement lost = new Placement(HERE, true);
    StripeRecord stripe =
        new StripeRecord(
            block.version(), 0, 0, 128, 128, true, 1, List.of(lost, lost, Placement.NOWHERE));
    AtomicBoolean replaced = new AtomicBoolean();
    Catalog catalog =
        (Catalog)
            Proxy.newProxyInstance(
                Catalog.class.getClassLoader(),
                new Class<?>[] {Catalog.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "keptOn" -> Set.of();
                      case "state" -> Optional.of(VersionState.CURRENT);
                      case "block" ->
                          Optional.of(new KnownBlock(block, HERE, true, VersionState.CURRENT));
                      case "stripes" -> List.of(stripe);
                      case "replace" -> !replaced.getAndSet(true);
                      default -> throw new AssertionError(method);
                    });

    inventory(catalog, 0).sweep(here());

    assertThat(replaced.get()).isEqualTo(taken);
    assertThat(file).exists();
  }

  private Inventory inventory(Questions questions) {
    return inventory(questions, 0);
  }

  private Inventory inventory(Questions questions, long from) {
    return inventory(questions.about(rig.catalog), from);
  }

  private Inventory inventory(Catalog catalog, long from) {
    return new Inventory(
        catalog,
        rig.pool,
        new BlockClaims(),
        new Reclaimer(catalog, rig.pool, new VersionPins(), rig.trouble),
        CLUSTER,
        new Inventory.Bounds(from, 0),
        Runnable::run);
  }

  /** Lets the catalog say one thing, and after so many questions about the block another. */
  private final class Questions {
    private final Said before;
    private final Said after;
    private final int change;
    private int asked;

    Questions(Said before, Said after, int change) {
      this.before = before;
      this.after = after;
      this.change = change;
    }

    private Said next() {
      return asked++ < change ? before : after;
    }

    Catalog about(Catalog real) {
      return (Catalog)
          Proxy.newProxyInstance(
              Catalog.class.getClassLoader(),
              new Class<?>[] {Catalog.class},
              (proxy, method, arguments) -> {
                if (arguments != null && arguments[0].equals(block)) {
                  return next().known(block);
                }
                if (arguments != null && arguments[0].equals(block.version())) {
                  return switch (method.getName()) {
                    case "state" -> next().state();
                    case "isGone" -> next().state().isEmpty();
                    case "isKept" -> next().state().filter(VersionState::isKept).isPresent();
                    case "isCurrent" ->
                        next().state().filter(VersionState.CURRENT::equals).isPresent();
                    default -> method.invoke(real, arguments);
                  };
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}
