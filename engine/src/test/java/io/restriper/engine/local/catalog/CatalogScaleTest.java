package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.BLOCK;
import static io.restriper.engine.local.catalog.CatalogFixture.commit;
import static io.restriper.engine.local.catalog.CatalogFixture.drives;
import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.Catalog.WorkSummary;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogScaleTest {
  private static final int FILES = 10;
  private static final int STRIPES = 5_000;
  private static final Encoding ENCODING = new Encoding(4, 2);

  @TempDir Path directory;
  private final Random random = new Random(7);

  /** Blocks not healthy by stripe, as this test knows it. */
  private final Map<Stripe, Integer> missing = new HashMap<>();

  private record Stripe(long version, long index) {}

  @Test
  void planningFindsEveryStripeThatLacksABlockAndNoOther() throws IOException {
    try (SqliteCatalog catalog =
        SqliteCatalog.open(directory.resolve("catalog.db"), Clock.systemUTC())) {
      drives(catalog, 1, 2, 3, 4, 5, 6, 7, 8);
      for (int file = 0; file < FILES; file++) {
        write(catalog, "/f" + file);
      }

      WorkSummary summary = catalog.planReprotect(Set.of(2, 8));

      long blocks = missing.values().stream().mapToLong(Integer::intValue).sum();
      int most = Collections.max(missing.values());
      assertThat(summary)
          .isEqualTo(new WorkSummary(blocks * BLOCK, missing.size(), OptionalInt.of(2 - most)));
      assertThat(catalog.leastRemaining(Set.of(2, 8))).hasValue(2 - most);
      assertThat(catalog.leastNodeToleranceAtRisk(Set.of(2, 8))).hasValue(0);
      walk(catalog);
    }
  }

  private void walk(SqliteCatalog catalog) throws IOException {
    int remaining = Integer.MIN_VALUE;
    for (List<WorkItem> page = catalog.nextWork(1_000);
        !page.isEmpty();
        page = catalog.nextWork(1_000)) {
      for (WorkItem item : page) {
        assertThat(item.remaining()).isGreaterThanOrEqualTo(remaining);
        remaining = item.remaining();
        int lacking = missing.remove(new Stripe(item.version(), item.stripe()));
        assertThat(item.remaining()).isEqualTo(2 - lacking);
        assertThat(item.bytes()).isEqualTo((long) lacking * BLOCK);
      }
    }
    assertThat(missing).isEmpty();
  }

  private void write(SqliteCatalog catalog, String path) throws IOException {
    long version = catalog.nextNumber();
    catalog.begin(
        new VersionRecord(version, catalog.nextNumber(), VolumePath.parse(path), ENCODING, 1, 1));
    List<Integer> drives = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
    List<StripeRecord> stripes = new ArrayList<>();
    long length = 4L * BLOCK;
    for (int i = 0; i < STRIPES; i++) {
      Collections.shuffle(drives, random);
      List<Placement> places = new ArrayList<>();
      int lacking = 0;
      for (int block = 0; block < 6; block++) {
        boolean nowhere = random.nextInt(200) == 0;
        boolean away = drives.get(block) == 2 || drives.get(block) == 8;
        boolean marked = !nowhere && random.nextInt(200) == 0;
        places.add(nowhere ? Placement.NOWHERE : new Placement(drives.get(block), marked));
        lacking += nowhere || away || marked ? 1 : 0;
      }
      stripes.add(
          new StripeRecord(version, i, i * length, length, BLOCK, i == STRIPES - 1, 1, places));
      if (lacking > 0) {
        missing.put(new Stripe(version, i), lacking);
      }
    }
    catalog.addStripes(version, stripes);
    commit(catalog, version);
  }
}
