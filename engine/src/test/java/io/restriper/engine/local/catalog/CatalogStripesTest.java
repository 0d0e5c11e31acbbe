package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.BLOCK;
import static io.restriper.engine.local.catalog.CatalogFixture.commit;
import static io.restriper.engine.local.catalog.CatalogFixture.drives;
import static io.restriper.engine.local.catalog.CatalogFixture.file;
import static io.restriper.engine.local.catalog.CatalogFixture.on;
import static io.restriper.engine.local.catalog.CatalogFixture.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.Catalog.NewPlace;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.Catalog.WorkSummary;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogStripesTest {
  @TempDir Path directory;
  private SqliteCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    catalog = SqliteCatalog.open(directory.resolve("catalog.db"), Clock.systemUTC());
    drives(catalog, 1, 1, 2, 2, 3, 3);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void stripesAreReadInPagesAndByOffset() throws IOException {
    long version = file(catalog, "/f", on(1, 2, 3), on(2, 3, 4), on(3, 4, 0));

    assertThat(catalog.stripes(version, 0, 2))
        .extracting(StripeRecord::index)
        .containsExactly(0L, 1L);
    StripeRecord last = catalog.stripes(version, 2, 2).get(0);
    assertThat(last)
        .isEqualTo(
            new StripeRecord(
                version,
                2,
                4 * BLOCK,
                2 * BLOCK,
                BLOCK,
                true,
                1,
                List.of(new Placement(3, false), new Placement(4, false), Placement.NOWHERE)));
    assertThat(catalog.stripeAt(version, 4 * BLOCK)).contains(last);
    assertThat(catalog.stripeAt(version, 6 * BLOCK - 1)).contains(last);
    assertThat(catalog.stripeAt(version, 6 * BLOCK)).isEmpty();
    assertThat(catalog.stripeAt(version, 0).orElseThrow().index()).isZero();
    assertThat(catalog.stripeAt(version + 1, 0)).isEmpty();
    assertThat(catalog.stripes(version, 3, 2)).isEmpty();
  }

  @Test
  void fewestStoredLeavesOutLostBlocksAndDrives() throws IOException {
    long version = pending(catalog, "/f", on(1, 2, 3), on(2, 3, 4));
    assertThat(catalog.fewestStored(version, Set.of())).hasValue(3);
    assertThat(catalog.fewestStored(version, Set.of(1))).hasValue(2);
    assertThat(catalog.fewestStored(version, Set.of(1, 2))).hasValue(1);
    catalog.markVersionLost(version, 3);
    assertThat(catalog.fewestStored(version, Set.of(1, 2))).hasValue(0);
    assertThat(catalog.fewestStored(pending(catalog, "/empty"), Set.of())).isEmpty();
  }

  @Test
  void markingABlockLostIsDoneOnceAndMovesTheEpoch() throws IOException {
    long version = file(catalog, "/f", on(1, 2, 3));
    BlockId block = new BlockId(version, 0, 1);

    assertThat(catalog.markLost(block, 3)).isFalse();
    assertThat(catalog.anyAtRisk(Set.of())).isFalse();
    assertThat(catalog.markLost(block, 2)).isTrue();
    assertThat(catalog.markLost(block, 2)).isFalse();

    StripeRecord stripe = catalog.stripes(version, 0, 1).get(0);
    assertThat(stripe.epoch()).isEqualTo(2);
    assertThat(stripe.placements().get(1)).isEqualTo(new Placement(2, true));
    assertThat(catalog.block(block)).contains(new KnownBlock(block, 2, true, VersionState.CURRENT));
    assertThat(catalog.anyAtRisk(Set.of())).isTrue();
    assertThat(catalog.bytesOn(2)).isEqualTo(BLOCK);
  }

  @Test
  void replacingABlockHealsTheStripe() throws IOException {
    long version = file(catalog, "/f", on(1, 3, 5));
    assertThat(catalog.leastNodeTolerance()).hasValue(1);
    catalog.markLost(new BlockId(version, 0, 1), 3);

    assertThat(catalog.replace(version, 0, 1, List.of(new NewPlace(1, 2)))).isFalse();
    assertThat(catalog.replace(version, 0, 2, List.of(new NewPlace(1, 2)))).isTrue();

    StripeRecord stripe = catalog.stripes(version, 0, 1).get(0);
    assertThat(stripe.epoch()).isEqualTo(3);
    assertThat(stripe.placements().get(1)).isEqualTo(new Placement(2, false));
    assertThat(catalog.anyAtRisk(Set.of())).isFalse();
    assertThat(catalog.bytesOn(3)).isZero();
    assertThat(catalog.bytesOn(2)).isEqualTo(BLOCK);
    assertThat(catalog.leastNodeTolerance()).hasValue(0);
  }

  @Test
  void aDeletedOrReplacedFileStaysSoWhenATaskCommitsLate() throws IOException {
    long version = file(catalog, "/f", on(1, 2, 3));
    catalog.delete(VolumePath.parse("/f"));
    assertThat(catalog.replace(version, 0, 1, List.of(new NewPlace(1, 4)))).isFalse();
    assertThat(catalog.block(new BlockId(version, 0, 1)))
        .contains(new KnownBlock(new BlockId(version, 0, 1), 2, false, VersionState.GARBAGE));
    assertThat(catalog.replace(version + 100, 0, 1, List.of(new NewPlace(1, 4)))).isFalse();
  }

  @Test
  void blocksOfADriveComeInPagesWithoutLostPendingAndGarbage() throws IOException {
    long first = file(catalog, "/a", on(1, 2, 3), on(3, 1, 2));
    pending(catalog, "/b", on(1, 2, 3));
    long deleted = file(catalog, "/c", on(1, 2, 3));
    long last = file(catalog, "/d", on(2, 3, 1), on(1, 2, 3));
    catalog.delete(VolumePath.parse("/c"));
    catalog.markLost(new BlockId(last, 1, 0), 1);

    List<PlacedBlock> seen = new ArrayList<>();
    Optional<BlockId> after = Optional.empty();
    for (List<PlacedBlock> page = catalog.blocksOn(1, after, 1);
        !page.isEmpty();
        page = catalog.blocksOn(1, after, 1)) {
      seen.addAll(page);
      after = Optional.of(page.get(0).block());
    }
    assertThat(seen)
        .containsExactly(
            new PlacedBlock(new BlockId(first, 0, 0), BLOCK, 6_000),
            new PlacedBlock(new BlockId(first, 1, 1), BLOCK, 6_000),
            new PlacedBlock(new BlockId(last, 0, 2), BLOCK, 6_000));
    assertThat(catalog.bytesOn(1)).isEqualTo(6 * BLOCK);
    assertThat(catalog.isGone(deleted)).isFalse();
  }

  @Test
  void riskCountsCurrentVersionsOnly() throws IOException {
    long version = pending(catalog, "/f", on(1, 2, 0));
    assertThat(catalog.anyAtRisk(Set.of(1, 2, 3))).isFalse();
    commit(catalog, version);
    assertThat(catalog.anyAtRisk(Set.of())).isTrue();
    catalog.delete(VolumePath.parse("/f"));
    assertThat(catalog.anyAtRisk(Set.of(1, 2, 3))).isFalse();
    assertThat(catalog.leastNodeTolerance()).isEmpty();
    assertThat(catalog.leastRemaining(Set.of(1, 2, 3))).isEmpty();

    file(catalog, "/g", on(1, 2, 3));
    assertThat(catalog.anyAtRisk(Set.of(4))).isFalse();
    assertThat(catalog.anyAtRisk(Set.of(4, 3))).isTrue();
  }

  @Test
  void theWorkSetIsHandedOutOnceLeastRemainingFailuresFirst() throws IOException {
    long version = file(catalog, "/f", on(1, 2, 3), on(2, 3, 4), on(4, 5, 6), on(1, 2, 4));
    pending(catalog, "/pending", on(1, 0, 2));
    file(catalog, "/deleted", on(1, 0, 2));
    catalog.delete(VolumePath.parse("/deleted"));
    catalog.markLost(new BlockId(version, 1, 0), 2);
    catalog.markLost(new BlockId(version, 3, 0), 1);

    WorkSummary summary = catalog.planReprotect(Set.of(1, 2));

    assertThat(summary).isEqualTo(new WorkSummary(5 * BLOCK, 3, OptionalInt.of(-1)));
    assertThat(catalog.leastRemaining(Set.of(1, 2))).hasValue(-1);
    List<WorkItem> first = catalog.nextWork(2);
    List<WorkItem> second = catalog.nextWork(2);
    assertThat(first)
        .extracting(WorkItem::stripe, WorkItem::remaining, WorkItem::bytes)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0L, -1, 2L * BLOCK),
            org.assertj.core.groups.Tuple.tuple(3L, -1, 2L * BLOCK));
    assertThat(second).extracting(WorkItem::stripe).containsExactly(1L);
    assertThat(catalog.nextWork(2)).isEmpty();
    assertThat(catalog.workItem(first.get(0).id())).contains(first.get(0));

    assertThat(catalog.planReprotect(Set.of()).stripes()).isEqualTo(2);
    assertThat(catalog.workItem(first.get(0).id())).isEmpty();
  }

  @Test
  void aWorkSetOfNothingIsEmpty() throws IOException {
    file(catalog, "/f", on(1, 2, 3));
    assertThat(catalog.nextWork(1)).isEmpty();
    assertThat(catalog.planReprotect(Set.of(5, 6)))
        .isEqualTo(new WorkSummary(0, 0, OptionalInt.empty()));
    assertThat(catalog.nextWork(1)).isEmpty();
    assertThat(catalog.leastNodeToleranceAtRisk(Set.of())).isEmpty();
  }

  @Test
  void nodeToleranceAtRiskTakesLostBlocksAndAwayDrivesAsGone() throws IOException {
    long version = file(catalog, "/f", on(1, 3, 5), on(1, 3, 5));
    assertThat(catalog.leastNodeTolerance()).hasValue(1);
    catalog.markLost(new BlockId(version, 1, 0), 1);
    catalog.planReprotect(Set.of());
    assertThat(catalog.leastNodeTolerance()).hasValue(1);
    assertThat(catalog.leastNodeToleranceAtRisk(Set.of())).hasValue(0);
  }

  @Test
  void garbageGoesPageByPageWhenItsFilesAreGone() throws IOException {
    long version = file(catalog, "/f", on(1, 2, 3), on(1, 2, 0));
    BlockId current = new BlockId(file(catalog, "/g", on(1, 2, 3)), 0, 0);
    catalog.forget(List.of(new BlockId(version, 0, 0)));
    assertThat(catalog.garbageBlocks(version, Optional.empty(), 10)).isEmpty();
    catalog.delete(VolumePath.parse("/f"));

    List<KnownBlock> page = catalog.garbageBlocks(version, Optional.empty(), 4);
    assertThat(page).extracting(KnownBlock::drive).containsExactly(1, 2, 3, 1);
    assertThat(catalog.garbageBlocks(version, Optional.of(page.get(3).block()), 4))
        .extracting(KnownBlock::drive)
        .containsExactly(2, 0);
    catalog.forget(page.stream().map(KnownBlock::block).toList());

    assertThat(catalog.isGone(version)).isFalse();
    assertThat(catalog.stripes(version, 0, 10)).extracting(StripeRecord::index).containsExactly(1L);
    assertThat(catalog.stripes(version, 0, 10).get(0).placements())
        .containsExactly(Placement.NOWHERE, new Placement(2, false), Placement.NOWHERE);
    assertThat(catalog.bytesOn(2)).isEqualTo(2 * BLOCK);

    catalog.forget(List.of(new BlockId(version, 1, 1), new BlockId(version, 1, 2), current));
    assertThat(catalog.isGone(version)).isTrue();
    assertThat(catalog.block(current)).isPresent();
    assertThat(catalog.garbage(0, 10)).isEmpty();
    assertThat(catalog.bytesOn(2)).isEqualTo(BLOCK);
  }

  @Test
  void garbageWithoutStripesVanishesAtOnce() throws IOException {
    long empty = file(catalog, "/f");
    catalog.delete(VolumePath.parse("/f"));
    assertThat(catalog.isGone(empty)).isTrue();
    long pending = pending(catalog, "/g");
    catalog.abandon(pending);
    assertThat(catalog.isGone(pending)).isTrue();
  }

  @Test
  void onlyAPendingVersionIsAbandoned() throws IOException {
    long pending = pending(catalog, "/f", on(1, 2, 3));
    long current = file(catalog, "/g", on(1, 2, 3));
    catalog.abandon(pending);
    catalog.abandon(current);
    catalog.abandon(12345);
    assertThat(catalog.garbage(0, 10)).containsExactly(pending);
    assertThat(catalog.garbage(pending, 10)).isEmpty();
    assertThat(catalog.isCurrent(current)).isTrue();
  }
}
