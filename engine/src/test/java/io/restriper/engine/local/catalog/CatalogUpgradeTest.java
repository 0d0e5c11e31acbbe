package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.drives;
import static io.restriper.engine.local.catalog.CatalogFixture.file;
import static io.restriper.engine.local.catalog.CatalogFixture.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.local.catalog.schema.CatalogSchema;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.drive.NewerFormatException;
import io.restriper.engine.volume.VolumePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step to a schema that does not exist yet, made, broken off at any point, and gone back from.
 */
class CatalogUpgradeTest {
  private static final List<String> PARTS = List.of("", "-wal", "-shm", "-journal");

  private static final List<String> STATEMENTS =
      List.of(
          "CREATE TABLE labels (version INTEGER PRIMARY KEY, label TEXT NOT NULL)",
          "INSERT INTO labels SELECT version, path FROM versions",
          "ALTER TABLE drives ADD COLUMN shelf INTEGER NOT NULL DEFAULT 7",
          "UPDATE drives SET shelf = slot");

  @TempDir Path directory;

  private Path catalog() {
    return directory.resolve("catalog.db");
  }

  private interface Between {
    void statement(int number) throws SQLException;
  }

  private static List<CatalogSchema.Step> withOneMore(Between between) {
    List<CatalogSchema.Step> steps = new ArrayList<>(CatalogSchema.STEPS);
    steps.add(
        session -> {
          for (int i = 0; i < STATEMENTS.size(); i++) {
            between.statement(i);
            session.execute(STATEMENTS.get(i));
          }
          between.statement(STATEMENTS.size());
        });
    return steps;
  }

  private static SqliteCatalog open(Path file, List<CatalogSchema.Step> steps) throws IOException {
    return SqliteCatalog.open(file, Clock.systemUTC(), steps);
  }

  @BeforeEach
  void makeOneOfToday() throws IOException {
    try (SqliteCatalog catalog = open(catalog(), CatalogSchema.STEPS)) {
      drives(catalog, 1, 2, 3);
      file(catalog, "/f", on(1, 2, 3));
    }
  }

  @Test
  void aKillAtAnyPointOfAnUpgradeLeavesACatalogThatIsUpgradedNextTime() throws Exception {
    open(catalog(), withOneMore(this::copyAsAKillWouldLeaveIt)).close();
    copyAsAKillWouldLeaveIt(STATEMENTS.size() + 1);
    for (int point : IntStream.rangeClosed(0, STATEMENTS.size() + 1).toArray()) {
      Path left = copy(point).resolve("catalog.db");
      assertThat(version(left)).as("point %d", point).isEqualTo(point > STATEMENTS.size() ? 3 : 2);
      if (point <= STATEMENTS.size()) {
        // Who goes back to the old server after the kill finds what it knows.
        try (SqliteCatalog old = open(left, CatalogSchema.STEPS)) {
          assertThat(old.find(VolumePath.parse("/f"))).isPresent();
        }
      }
      try (SqliteCatalog upgraded = open(left, withOneMore(number -> {}))) {
        assertThat(upgraded.find(VolumePath.parse("/f"))).isPresent();
        assertThat(upgraded.drives()).hasSize(3);
        assertThat(count(upgraded, "SELECT count(*) FROM labels")).isEqualTo(1);
        assertThat(count(upgraded, "SELECT count(*) FROM drives WHERE shelf = slot")).isEqualTo(3);
      }
    }
  }

  @Test
  void aStepThatFailsChangesNothingAndIsTakenNextTime() throws Exception {
    for (int point = 0; point <= STATEMENTS.size(); point++) {
      int last = point;
      assertThatThrownBy(
              () ->
                  open(
                      catalog(),
                      withOneMore(
                          number -> {
                            if (number == last) {
                              throw new SQLException("the disk is gone");
                            }
                          })))
          .isInstanceOf(IOException.class);
      assertThat(version(catalog())).isEqualTo(2);
    }
    open(catalog(), withOneMore(number -> {})).close();
    assertThat(version(catalog())).isEqualTo(3);
  }

  @Test
  void theOldServerRefusesWhatWasUpgradedAndChangesNothing() throws Exception {
    open(catalog(), withOneMore(number -> {})).close();
    byte[] before = Files.readAllBytes(catalog());
    assertThatThrownBy(() -> open(catalog(), CatalogSchema.STEPS))
        .isInstanceOf(NewerFormatException.class)
        .hasMessageContaining("has format version 3, and this server knows versions up to 2");
    assertThat(Files.readAllBytes(catalog())).isEqualTo(before);
  }

  private Path copy(int point) {
    return directory.resolve("killed-at-" + point);
  }

  private void copyAsAKillWouldLeaveIt(int point) {
    try {
      Files.createDirectory(copy(point));
      for (String part : PARTS) {
        Path file = directory.resolve("catalog.db" + part);
        if (Files.exists(file)) {
          Files.copy(file, copy(point).resolve("catalog.db" + part));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long version(Path file) throws SQLException {
    try (Session session = Session.writer(file)) {
      return session.number("PRAGMA user_version").orElseThrow();
    }
  }

  private static long count(SqliteCatalog catalog, String sql) throws IOException {
    return catalog.writes().write(session -> session.number(sql).orElseThrow());
  }
}
