package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.BLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog.CommitResult;
import io.restriper.engine.local.catalog.Catalog.DeleteResult;
import io.restriper.engine.local.catalog.Catalog.KnownBlock;
import io.restriper.engine.local.catalog.Catalog.NewPlace;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does the same random things to the catalog and to a model of it, and compares all they say. */
class CatalogModelTest {
  private static final int STEPS = 1_500;
  private static final int DRIVES = 7;
  private static final List<String> PATHS =
      List.of("/a", "/b", "/a/x", "/a/y", "/a/x/1", "/b/z/2", "/b/z/3", "/c/d/e/f", "/c/d/g", "/c");
  private static final List<Encoding> ENCODINGS =
      List.of(new Encoding(1, 1), new Encoding(2, 1), new Encoding(3, 2), new Encoding(1, 3));

  @TempDir Path directory;
  private final ModelCatalog model = new ModelCatalog();
  private Random random;
  private SqliteCatalog catalog;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theCatalogSaysWhatTheModelSays(long seed) throws IOException {
    random = new Random(seed);
    try {
      open();
      for (int drive = 1; drive <= DRIVES; drive++) {
        model.nodes.put(drive, (drive + 1) / 2);
      }
      CatalogFixture.drives(
          catalog, model.nodes.values().stream().mapToInt(Integer::intValue).toArray());
      for (int step = 0; step < STEPS; step++) {
        act();
        if (step % 25 == 0) {
          compare();
        }
        if (step % 300 == 299) {
          catalog.close();
          open();
        }
      }
      compare();
    } finally {
      catalog.close();
    }
  }

  private void open() throws IOException {
    catalog = SqliteCatalog.open(directory.resolve("catalog.db"), Clock.systemUTC());
  }

  private void act() throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1 -> begin();
      case 2, 3 -> commit();
      case 4 -> delete();
      case 5 -> markLost();
      case 6, 7 -> replace();
      case 8 -> forget();
      default -> {
        if (random.nextInt(3) == 0) {
          giveUpOrLoseADrive();
        } else {
          markLost();
        }
      }
    }
  }

  private void begin() throws IOException {
    String path = PATHS.get(random.nextInt(PATHS.size()));
    Encoding encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
    int[][] drives = new int[random.nextInt(4)][];
    List<Integer> all = new ArrayList<>(model.nodes.keySet());
    for (int i = 0; i < drives.length; i++) {
      Collections.shuffle(all, random);
      drives[i] =
          all.subList(0, encoding.totalBlocks()).stream()
              .mapToInt(drive -> random.nextInt(15) == 0 ? 0 : drive)
              .toArray();
    }
    long version = CatalogFixture.pending(catalog, encoding, path, drives);
    ModelCatalog.Version known = new ModelCatalog.Version(path, encoding);
    for (StripeRecord stripe : CatalogFixture.stripes(version, encoding, drives)) {
      known.stripes.put(stripe.index(), new ModelCatalog.Stripe(stripe.placements()));
    }
    model.versions.put(version, known);
  }

  private void commit() throws IOException {
    Optional<Long> picked = any(VersionState.PENDING);
    if (picked.isEmpty()) {
      return;
    }
    long version = picked.get();
    String path = model.versions.get(version).path;
    Optional<Long> expected =
        switch (random.nextInt(4)) {
          case 0 -> Optional.ofNullable(model.files.get(path));
          case 1 -> Optional.of(version);
          default -> Optional.empty();
        };
    boolean mustExist = random.nextInt(4) == 0;
    CommitResult result = catalog.commit(version, expected, mustExist);
    String above = model.fileAbove(path);
    Long current = model.files.get(path);
    if (above != null) {
      assertThat(result).isEqualTo(new CommitResult.ParentIsFile(VolumePath.parse(above)));
    } else if (model.isDirectory(path)) {
      assertThat(result).isEqualTo(new CommitResult.IsDirectory());
    } else if (mustExist && current == null
        || expected.isPresent() && !expected.get().equals(current)) {
      assertThat(result).isEqualTo(new CommitResult.Mismatch());
    } else {
      assertThat(((CommitResult.Committed) result).replacedVersion())
          .isEqualTo(current == null ? 0 : current);
      model.commit(version);
    }
  }

  private void delete() throws IOException {
    String path = PATHS.get(random.nextInt(PATHS.size()));
    DeleteResult result = catalog.delete(VolumePath.parse(path));
    if (model.isFile(path)) {
      assertThat(((DeleteResult.Deleted) result).version()).isEqualTo(model.delete(path));
    } else if (model.isDirectory(path)) {
      assertThat(result).isEqualTo(new DeleteResult.IsDirectory());
    } else {
      assertThat(result).isEqualTo(new DeleteResult.NotFound());
    }
  }

  private void markLost() throws IOException {
    Optional<Long> version = anyVersion();
    if (version.isPresent()) {
      BlockId block = new BlockId(version.get(), random.nextInt(3), random.nextInt(2));
      int drive = 1 + random.nextInt(DRIVES);
      assertThat(catalog.markLost(block, drive)).isEqualTo(model.markLost(block, drive));
    }
  }

  private void replace() throws IOException {
    Optional<Long> version = anyVersion();
    if (version.isEmpty()) {
      return;
    }
    long stripe = random.nextInt(2);
    long epoch = 1 + random.nextInt(3);
    int blocks = model.versions.get(version.get()).encoding.totalBlocks();
    List<NewPlace> places =
        List.of(
            new NewPlace(0, 1 + random.nextInt(DRIVES)),
            new NewPlace(blocks - 1, 1 + random.nextInt(DRIVES)));
    assertThat(catalog.replace(version.get(), stripe, epoch, places))
        .isEqualTo(model.replace(version.get(), stripe, epoch, places));
  }

  private void forget() throws IOException {
    Optional<Long> version = random.nextInt(5) == 0 ? anyVersion() : any(VersionState.GARBAGE);
    if (version.isPresent()) {
      List<BlockId> blocks = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        blocks.add(new BlockId(version.get(), random.nextInt(3), random.nextInt(4)));
      }
      blocks.removeIf(
          block -> block.index() >= model.versions.get(block.version()).encoding.totalBlocks());
      catalog.forget(blocks);
      blocks.forEach(model::forget);
    }
  }

  private void giveUpOrLoseADrive() throws IOException {
    Optional<Long> version = any(VersionState.PENDING);
    if (version.isEmpty()) {
      return;
    }
    if (random.nextBoolean()) {
      catalog.abandon(version.get());
      model.discard(version.get());
    } else {
      int drive = 1 + random.nextInt(DRIVES);
      catalog.markVersionLost(version.get(), drive);
      model.markVersionLost(version.get(), drive);
    }
  }

  private Optional<Long> any(VersionState state) {
    List<Long> all =
        model.versions.entrySet().stream()
            .filter(entry -> entry.getValue().state == state)
            .map(Map.Entry::getKey)
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private Optional<Long> anyVersion() {
    List<Long> all = List.copyOf(model.versions.keySet());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  private void compare() throws IOException {
    CatalogSums.check(catalog);
    compareTree("/");
    for (Map.Entry<Long, ModelCatalog.Version> entry : model.versions.entrySet()) {
      compareVersion(entry.getKey(), entry.getValue());
    }
    assertThat(catalog.garbage(0, 10_000)).isEqualTo(numbers(VersionState.GARBAGE));
    assertThat(catalog.pending().stream().map(VersionRecord::version).toList())
        .isEqualTo(numbers(VersionState.PENDING));
    for (int drive = 1; drive <= DRIVES; drive++) {
      assertThat(catalog.bytesOn(drive)).isEqualTo(model.bytesOn(drive, BLOCK));
      compareBlocksOn(drive);
    }
    assertThat(catalog.leastNodeTolerance()).isEqualTo(model.leastNodeTolerance());
    assertThat(catalog.encodings())
        .isEqualTo(
            model.files.values().stream()
                .map(version -> model.versions.get(version).encoding)
                .collect(Collectors.toSet()));
    compareRisk(Set.of());
    compareRisk(Set.of(1 + random.nextInt(DRIVES)));
    compareRisk(Set.of(1, 1 + DRIVES / 2, DRIVES));
  }

  private List<Long> numbers(VersionState state) {
    return model.versions.entrySet().stream()
        .filter(entry -> entry.getValue().state == state)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void compareTree(String path) throws IOException {
    EntryRecord entry = catalog.find(VolumePath.parse(path)).orElseThrow();
    if (model.isFile(path)) {
      assertThat(entry.version()).isEqualTo(model.files.get(path));
      assertThat(catalog.isCurrent(entry.version())).isTrue();
      return;
    }
    List<String> names = model.children(path);
    assertThat(entry.directory()).isTrue();
    assertThat(entry.childCount()).isEqualTo(names.size());
    assertThat(catalog.children(entry.id(), "", 100).stream().map(EntryRecord::name).toList())
        .isEqualTo(names);
    for (String name : names) {
      compareTree(path.equals("/") ? path + name : path + "/" + name);
    }
  }

  private void compareVersion(long number, ModelCatalog.Version version) throws IOException {
    List<StripeRecord> stripes = catalog.stripes(number, 0, 100);
    assertThat(stripes.stream().map(StripeRecord::index).toList())
        .isEqualTo(List.copyOf(version.stripes.keySet()));
    for (StripeRecord stripe : stripes) {
      ModelCatalog.Stripe known = version.stripes.get(stripe.index());
      assertThat(stripe.epoch()).isEqualTo(known.epoch);
      assertThat(stripe.placements())
          .isEqualTo(
              known.places.stream()
                  .map(place -> place == null ? Placement.NOWHERE : place)
                  .toList());
      assertThat(catalog.stripeAt(number, stripe.offset() + stripe.length() - 1)).contains(stripe);
    }
    Set<Integer> away = Set.of(2, 5);
    OptionalInt fewest =
        version.stripes.values().stream().mapToInt(stripe -> (int) stripe.healthy(away)).min();
    assertThat(catalog.fewestStored(number, away)).isEqualTo(fewest);
  }

  private List<BlockId> allBlocks() {
    List<BlockId> all = new ArrayList<>();
    model.versions.forEach(
        (number, version) ->
            version.stripes.forEach(
                (index, stripe) -> {
                  for (int i = 0; i < stripe.places.size(); i++) {
                    all.add(new BlockId(number, index, i));
                  }
                }));
    return all;
  }

  private void compareBlocksOn(int drive) throws IOException {
    List<BlockId> expected = new ArrayList<>();
    model.versions.forEach(
        (number, version) ->
            version.stripes.forEach(
                (index, stripe) -> {
                  for (int i = 0; i < stripe.places.size(); i++) {
                    if (version.state == VersionState.CURRENT
                        && stripe.places.get(i).equals(new Placement(drive, false))) {
                      expected.add(new BlockId(number, index, i));
                    }
                  }
                }));
    List<BlockId> seen = new ArrayList<>();
    Optional<BlockId> after = Optional.empty();
    for (List<PlacedBlock> page = catalog.blocksOn(drive, after, 3);
        !page.isEmpty();
        page = catalog.blocksOn(drive, after, 3)) {
      page.forEach(block -> seen.add(block.block()));
      after = Optional.of(seen.get(seen.size() - 1));
    }
    assertThat(seen).isEqualTo(expected);
    assertThat(catalog.keptOn(drive, allBlocks())).isEqualTo(Set.copyOf(seen));
    assertThat(catalog.keptOn(drive, List.of())).isEmpty();
    for (BlockId block : seen) {
      assertThat(catalog.block(block))
          .contains(new KnownBlock(block, drive, false, VersionState.CURRENT));
    }
  }

  private void compareRisk(Set<Integer> away) throws IOException {
    Map<String, Integer> expected = model.atRisk(away);
    assertThat(catalog.anyAtRisk(away)).isEqualTo(!expected.isEmpty());
    OptionalInt least = expected.values().stream().mapToInt(Integer::intValue).min();
    assertThat(catalog.leastRemaining(away)).isEqualTo(least);
    assertThat(catalog.planReprotect(away).leastRemaining()).isEqualTo(least);
    Map<String, Integer> seen = new TreeMap<>();
    Map<Integer, Long> stripes = new TreeMap<>();
    int before = Integer.MIN_VALUE;
    for (List<WorkItem> page = catalog.nextWork(3); !page.isEmpty(); page = catalog.nextWork(3)) {
      for (WorkItem item : page) {
        assertThat(item.remaining()).isGreaterThanOrEqualTo(before);
        before = item.remaining();
        seen.put(item.version() + "/" + item.stripe(), item.remaining());
        stripes.merge(item.remaining(), 1L, Long::sum);
      }
    }
    assertThat(seen).isEqualTo(expected);
    Map<Integer, Long> levels = new TreeMap<>();
    catalog.workByRemaining().forEach((level, work) -> levels.put(level, work.stripes()));
    assertThat(levels).isEqualTo(stripes);
  }
}
