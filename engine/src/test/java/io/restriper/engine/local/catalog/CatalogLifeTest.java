package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.drives;
import static io.restriper.engine.local.catalog.CatalogFixture.file;
import static io.restriper.engine.local.catalog.CatalogFixture.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.matrix.Fault;
import io.restriper.engine.matrix.FaultRow;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, closing, what outlives the process, and files that cannot be used. */
class CatalogLifeTest {
  @TempDir Path directory;

  private Path path() {
    return directory.resolve("catalog.db");
  }

  private SqliteCatalog open(Instant now) throws IOException {
    return SqliteCatalog.open(path(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private SqliteCatalog open() throws IOException {
    return SqliteCatalog.open(path(), Clock.systemUTC());
  }

  @Test
  void aFileCostsOneSyncOfTheLog() throws IOException {
    try (SqliteCatalog catalog = SqliteCatalog.open(path(), Clock.systemUTC())) {
      drives(catalog, 1, 2, 3);
      catalog.nextNumber();
      long before = catalog.writes().syncs();

      file(catalog, "/file", on(1, 2, 3), on(2, 3, 1));

      assertThat(catalog.writes().syncs()).isEqualTo(before + 1);
    }
  }

  @Test
  @FaultRow(
      fault = Fault.CLOCK_JUMP,
      on = "the time of day, between two starts",
      outcome = "Later versions of a file have higher numbers in any case.")
  void numbersOnlyGoUpOverRestartsAndWhenTheClockIsSetBack() throws IOException {
    Instant now = Instant.ofEpochSecond(1_000_000, 5_000);
    long first;
    long last;
    try (SqliteCatalog catalog = open(now)) {
      first = catalog.nextNumber();
      assertThat(first).isEqualTo(1_000_000_000_005L);
      assertThat(catalog.nextNumber()).isEqualTo(first + 1);
      long syncs = catalog.writes().syncs();
      for (int i = 0; i < 1_000; i++) {
        catalog.nextNumber();
      }
      assertThat(catalog.writes().syncs()).isEqualTo(syncs);
      last = catalog.nextNumber();
    }
    try (SqliteCatalog catalog = open(now.minusSeconds(100_000))) {
      assertThat(catalog.nextNumber()).isGreaterThan(last);
    }
    try (SqliteCatalog catalog = open(now.plusSeconds(100_000))) {
      assertThat(catalog.nextNumber()).isEqualTo(1_100_000_000_005L);
    }
  }

  @Test
  void numbersGoAboveVersionsThatCameFromElsewhere() throws IOException {
    Instant now = Instant.ofEpochSecond(1);
    long found = 5_000_000_000L;
    try (SqliteCatalog catalog = open(now)) {
      catalog.begin(new VersionRecord(found, 7, VolumePath.parse("/f"), new Encoding(2, 1), 1, 1));
      assertThat(catalog.nextNumber()).isGreaterThan(found);
      catalog.abandon(found);
    }
    try (SqliteCatalog catalog = open(now)) {
      assertThat(catalog.nextNumber()).isGreaterThan(found);
    }
  }

  @Test
  void settingsDrivesAndFilesOutliveTheProcess() throws IOException {
    long version;
    try (SqliteCatalog catalog = open()) {
      assertThat(catalog.setting("cluster")).isEmpty();
      catalog.putSetting("cluster", "old");
      catalog.putSetting("cluster", "a'b");
      drives(catalog, 1, 2, 3);
      version = file(catalog, "/a/f", on(1, 2, 3));
    }
    try (SqliteCatalog catalog = open()) {
      assertThat(catalog.setting("cluster")).contains("a'b");
      assertThat(catalog.drives()).hasSize(3);
      assertThat(catalog.isCurrent(version)).isTrue();
      assertThat(catalog.anyAtRisk(Set.of(3))).isTrue();
      assertThat(catalog.leastNodeTolerance()).hasValue(1);
    }
  }

  @Test
  void aDriveGetsANumberThatWasNeverUsed() throws IOException {
    try (SqliteCatalog catalog = open()) {
      DriveRecord unnumbered = new DriveRecord(0, new UUID(1, 2), 1, 1, "/d", true, true);
      DriveRecord first = catalog.saveDrive(unnumbered);
      assertThat(first.number()).isEqualTo(1);
      file(catalog, "/f", on(1, 2, 5));
      DriveRecord next = catalog.saveDrive(unnumbered);
      assertThat(next.number()).isEqualTo(6);
      catalog.saveDrive(first.retired());
      assertThat(catalog.drives()).containsExactly(first.retired(), next);
    }
  }

  @Test
  void aClosedCatalogSaysSo() throws IOException {
    SqliteCatalog catalog = open();
    catalog.close();
    catalog.close();
    assertThatThrownBy(() -> catalog.find(VolumePath.ROOT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> catalog.putSetting("a", "b")).hasMessageContaining("closed");
    assertThatThrownBy(() -> catalog.nextWork(1)).hasMessageContaining("closed");
  }

  @Test
  void aNewerFormatIsRefusedAndLeftAlone() throws Exception {
    open().close();
    try (Session session = Session.writer(path())) {
      session.execute("PRAGMA user_version = 3");
    }
    byte[] before = Files.readAllBytes(path());
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format version 3")
        .hasMessageContaining("Start a newer server");
    assertThat(Files.readAllBytes(path())).isEqualTo(before);
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws Exception {
    try (Session session = Session.writer(path())) {
      session.execute("CREATE TABLE theirs (n)");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another program");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(path(), "these are notes, and not a database ".repeat(100));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("rebuild-catalog");
  }

  @Test
  @FaultRow(
      fault = Fault.BIT_FLIP,
      on = "the catalog",
      outcome =
          "The request fails; the log says to run rebuild-catalog, which makes it anew from the drives.")
  void damageInTheMiddleIsAnErrorThatSaysWhatToDo() throws IOException {
    try (SqliteCatalog catalog = open()) {
      drives(catalog, 1, 2, 3);
      for (int i = 0; i < 50; i++) {
        file(catalog, "/f" + i, on(1, 2, 3), on(1, 2, 3));
      }
    }
    byte[] bytes = Files.readAllBytes(path());
    Arrays.fill(bytes, 8_192, bytes.length, (byte) 0x5A);
    Files.write(path(), bytes);
    assertThatThrownBy(
            () -> {
              try (SqliteCatalog catalog = open()) {
                catalog.children(1, "", 1_000);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("rebuild-catalog");
  }

  @Test
  void aDirectoryThatIsNotThereIsAnErrorThatSaysWhatToDo() {
    assertThatThrownBy(
            () -> SqliteCatalog.open(directory.resolve("none/catalog.db"), Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Check that its directory exists");
  }

  @Test
  @FaultRow(
      fault = Fault.ENOSPC,
      on = "the catalog",
      outcome =
          "The change fails and leaves the catalog as it was; it works again when there is room.")
  void aFullDiskLeavesTheCatalogAsItWas() throws IOException {
    try (SqliteCatalog catalog = open()) {
      drives(catalog, 1, 2, 3);
      file(catalog, "/f", on(1, 2, 3));
      catalog.writes().write(session -> session.number("PRAGMA max_page_count = 1"));
      Set<String> seen = new HashSet<>();
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  catalog.putSetting("key" + i, "x".repeat(1_000));
                  seen.add("key" + i);
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Make room");
      assertThat(catalog.setting("key" + seen.size())).isEmpty();
      for (String key : seen) {
        assertThat(catalog.setting(key)).isPresent();
      }
      assertThat(catalog.find(VolumePath.parse("/f"))).isPresent();
    }
  }
}
