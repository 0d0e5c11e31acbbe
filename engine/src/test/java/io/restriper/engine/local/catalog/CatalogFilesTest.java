package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.BLOCK;
import static io.restriper.engine.local.catalog.CatalogFixture.commit;
import static io.restriper.engine.local.catalog.CatalogFixture.file;
import static io.restriper.engine.local.catalog.CatalogFixture.on;
import static io.restriper.engine.local.catalog.CatalogFixture.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog.CommitResult;
import io.restriper.engine.local.catalog.Catalog.DeleteResult;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogFilesTest {
  private static final long NOW = 1_000_000;

  @TempDir Path directory;
  private SqliteCatalog catalog;

  @BeforeEach
  void open() throws IOException {
    catalog =
        SqliteCatalog.open(
            directory.resolve("catalog.db"),
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void anEmptyCatalogHasARootDirectory() throws IOException {
    EntryRecord root = catalog.find(VolumePath.ROOT).orElseThrow();
    assertThat(root).isEqualTo(new EntryRecord(1, "", true, NOW, NOW, 0, 0, 0, 0, null, 0, 0, 0));
    assertThat(catalog.children(1, "", 10)).isEmpty();
    assertThat(catalog.find(VolumePath.parse("/a"))).isEmpty();
  }

  @Test
  void commitMakesTheFileAndTheDirectoriesAboveIt() throws IOException {
    long version = pending(catalog, "/a/b/file", on(1, 2, 3), on(2, 3, 4));
    VersionRecord record = catalog.version(version).orElseThrow();
    assertThat(catalog.find(VolumePath.parse("/a/b/file"))).isEmpty();
    assertThat(catalog.isCurrent(version)).isFalse();

    CommitResult.Committed committed = commit(catalog, version);

    assertThat(committed.replacedVersion()).isZero();
    assertThat(committed.entry())
        .isEqualTo(
            new EntryRecord(
                record.fileId(),
                "file",
                false,
                5_000,
                6_000,
                0,
                version,
                version,
                4 * BLOCK,
                new Encoding(2, 1),
                6 * BLOCK,
                4 * BLOCK,
                2));
    assertThat(catalog.find(VolumePath.parse("/a/b/file"))).contains(committed.entry());
    assertThat(catalog.isCurrent(version)).isTrue();
    EntryRecord a = catalog.find(VolumePath.parse("/a")).orElseThrow();
    EntryRecord b = catalog.find(VolumePath.parse("/a/b")).orElseThrow();
    assertThat(a.directory()).isTrue();
    assertThat(a.childCount()).isEqualTo(1);
    assertThat(a.created()).isEqualTo(NOW);
    assertThat(b.childCount()).isEqualTo(1);
    assertThat(catalog.children(a.id(), "", 10)).containsExactly(b);
    assertThat(catalog.find(VolumePath.parse("/a/b/file/below"))).isEmpty();
  }

  @Test
  void aReplacedFileKeepsItsIdAndTimeOfCreation() throws IOException {
    long first = file(catalog, "/file", on(1, 2, 3));
    EntryRecord before = catalog.find(VolumePath.parse("/file")).orElseThrow();
    long second = catalog.nextNumber();
    catalog.begin(
        new VersionRecord(
            second,
            catalog.nextNumber(),
            VolumePath.parse("/file"),
            new Encoding(3, 2),
            8_000,
            9_000));

    CommitResult.Committed committed = commit(catalog, second);

    assertThat(committed.replacedVersion()).isEqualTo(first);
    assertThat(committed.entry())
        .isEqualTo(
            new EntryRecord(
                before.id(),
                "file",
                false,
                5_000,
                9_000,
                0,
                second,
                second,
                0,
                new Encoding(3, 2),
                0,
                0,
                0));
    assertThat(catalog.version(second).orElseThrow().fileId()).isEqualTo(before.id());
    assertThat(catalog.garbage(0, 10)).containsExactly(first);
    assertThat(catalog.find(VolumePath.ROOT).orElseThrow().childCount()).isEqualTo(1);
    assertThat(catalog.encodings()).containsExactly(new Encoding(3, 2));
  }

  @Test
  void aCommitWithTheWrongExpectedVersionChangesNothing() throws IOException {
    long first = file(catalog, "/file", on(1, 2, 3));
    long second = pending(catalog, "/file", on(2, 3, 4));

    assertThat(catalog.commit(second, Optional.of(first + 1), false))
        .isEqualTo(new CommitResult.Mismatch());
    assertThat(catalog.isCurrent(first)).isTrue();
    assertThat(catalog.pending()).extracting(VersionRecord::version).containsExactly(second);

    assertThat(catalog.commit(second, Optional.of(first), true))
        .isInstanceOf(CommitResult.Committed.class);
    assertThat(catalog.pending()).isEmpty();
  }

  @Test
  void aFileThatMustExistIsNotMade() throws IOException {
    long version = pending(catalog, "/a/file", on(1, 2, 3));
    assertThat(catalog.commit(version, Optional.empty(), true))
        .isEqualTo(new CommitResult.Mismatch());
    assertThat(catalog.commit(version, Optional.of(version), false))
        .isEqualTo(new CommitResult.Mismatch());
    assertThat(catalog.find(VolumePath.parse("/a"))).isEmpty();
  }

  @Test
  void aFileCannotTakeThePlaceOfADirectoryNorADirectoryThatOfAFile() throws IOException {
    file(catalog, "/a/b/file", on(1, 2, 3));

    assertThat(catalog.commit(pending(catalog, "/a/b"), Optional.empty(), false))
        .isEqualTo(new CommitResult.IsDirectory());
    assertThat(catalog.commit(pending(catalog, "/"), Optional.empty(), false))
        .isEqualTo(new CommitResult.IsDirectory());
    assertThat(catalog.commit(pending(catalog, "/a/b/file/c/d"), Optional.empty(), false))
        .isEqualTo(new CommitResult.ParentIsFile(VolumePath.parse("/a/b/file")));
    assertThat(catalog.commit(pending(catalog, "/a/b/file/c"), Optional.empty(), false))
        .isEqualTo(new CommitResult.ParentIsFile(VolumePath.parse("/a/b/file")));
  }

  @Test
  void onlyAPendingVersionCanBeCommittedOrGetStripes() throws IOException {
    long version = file(catalog, "/file", on(1, 2, 3));
    assertThatThrownBy(() -> catalog.commit(version, Optional.empty(), false))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () ->
                catalog.addStripes(
                    version, CatalogFixture.stripes(version, new Encoding(2, 1), on(1, 2, 3))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(catalog.isCurrent(version)).isTrue();
  }

  @Test
  void stripesThatDoNotComeNextAreRefused() throws IOException {
    long version = pending(catalog, "/file", on(1, 2, 3));
    assertThatThrownBy(
            () ->
                catalog.addStripes(
                    version, CatalogFixture.stripes(version, new Encoding(2, 1), on(1, 2, 3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not come next");
    assertThat(catalog.stripes(version, 0, 10)).hasSize(1);
  }

  @Test
  void deletingTheLastFileRemovesTheEmptyDirectoriesAboveIt() throws IOException {
    long version = file(catalog, "/a/b/c/file", on(1, 2, 3));
    file(catalog, "/a/other", on(1, 2, 3));
    long id = catalog.find(VolumePath.parse("/a/b/c/file")).orElseThrow().id();

    assertThat(catalog.delete(VolumePath.parse("/a/b/c/file")))
        .isEqualTo(new DeleteResult.Deleted(id, version));

    assertThat(catalog.find(VolumePath.parse("/a/b"))).isEmpty();
    assertThat(catalog.find(VolumePath.parse("/a")).orElseThrow().childCount()).isEqualTo(1);
    assertThat(catalog.garbage(0, 10)).containsExactly(version);
    catalog.delete(VolumePath.parse("/a/other"));
    EntryRecord root = catalog.find(VolumePath.ROOT).orElseThrow();
    assertThat(root.childCount()).isZero();
    assertThat(catalog.children(root.id(), "", 10)).isEmpty();
    assertThat(catalog.encodings()).isEmpty();
  }

  @Test
  void whatIsNotAFileIsNotDeleted() throws IOException {
    file(catalog, "/a/file", on(1, 2, 3));
    assertThat(catalog.delete(VolumePath.ROOT)).isEqualTo(new DeleteResult.IsDirectory());
    assertThat(catalog.delete(VolumePath.parse("/a"))).isEqualTo(new DeleteResult.IsDirectory());
    assertThat(catalog.delete(VolumePath.parse("/b"))).isEqualTo(new DeleteResult.NotFound());
    assertThat(catalog.delete(VolumePath.parse("/a/file/x")))
        .isEqualTo(new DeleteResult.NotFound());
  }

  @Test
  void childrenComeInTheOrderOfTheirUtf8BytesPageByPage() throws IOException {
    // In UTF-16 the emoji would sort before U+FF5E; in UTF-8 it comes last.
    List<String> names = List.of("A", "Z", "a", "a!", "aa", "b", "ä", "中", "～", "😀");
    for (String name : List.of("～", "a!", "😀", "A", "ä", "b", "Z", "中", "aa", "a")) {
      file(catalog, "/dir/" + name);
    }
    long id = catalog.find(VolumePath.parse("/dir")).orElseThrow().id();
    List<String> seen = new ArrayList<>();
    String after = "";
    for (int page = 0; page < 4; page++) {
      List<EntryRecord> children = catalog.children(id, after, 3);
      children.forEach(child -> seen.add(child.name()));
      after = seen.get(seen.size() - 1);
    }
    assertThat(seen).isEqualTo(names);
    assertThat(catalog.children(id, after, 3)).isEmpty();
  }

  @Test
  void ofConcurrentCommitsThatExpectTheSameVersionOneWins() throws Exception {
    long first = file(catalog, "/file", on(1, 2, 3));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<CommitResult>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        long version = pending(catalog, "/file", on(1, 2, 3));
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return catalog.commit(version, Optional.of(first), false);
                }));
      }
      start.countDown();
      int won = 0;
      for (Future<CommitResult> result : results) {
        won += result.get() instanceof CommitResult.Committed ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
      assertThat(catalog.pending()).hasSize(7);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void adoptingTakesTheHighestVersionInWhateverOrderTheyAreFound() throws IOException {
    long low = pending(catalog, "/a/file", on(1, 2, 3));
    long high = pending(catalog, "/a/file", on(2, 3, 4));
    long middle = high + 1;
    long highest = high + 2;
    for (long version : new long[] {middle, highest}) {
      catalog.begin(
          new VersionRecord(version, 77, VolumePath.parse("/a/file"), new Encoding(2, 1), 1, 2));
    }
    assertThat(catalog.adopt(high)).isTrue();
    assertThat(catalog.adopt(low)).isFalse();
    assertThat(catalog.adopt(highest)).isTrue();
    assertThat(catalog.adopt(middle)).isFalse();
    assertThat(catalog.find(VolumePath.parse("/a/file")).orElseThrow().version())
        .isEqualTo(highest);
    assertThat(catalog.pending()).extracting(VersionRecord::version).containsExactly(low, middle);
    assertThat(catalog.nextNumber()).isGreaterThan(highest);
  }
}
