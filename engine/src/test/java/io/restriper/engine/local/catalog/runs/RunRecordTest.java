package io.restriper.engine.local.catalog.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.report.AtRisk;
import io.restriper.engine.report.BlockedWork;
import io.restriper.engine.report.EstimateGap;
import io.restriper.engine.report.FailedTask;
import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.report.PhaseReport;
import io.restriper.engine.report.RunReport;
import io.restriper.engine.report.Undone;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Trigger;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.000000006Z");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("catalog");
  }

  private SqliteCatalog open() throws IOException {
    return SqliteCatalog.open(file(), Clock.systemUTC());
  }

  private static RunReport empty(long id) {
    return new RunReport(
        id,
        Trigger.SCRUB,
        "a drive",
        START,
        Optional.empty(),
        START.plusSeconds(1),
        3,
        List.of(),
        0,
        Optional.empty(),
        Undone.NOTHING,
        "");
  }

  private static RunReport full(long id) {
    Work one = new Work(100, 1);
    PhaseReport phase =
        new PhaseReport(
            Phase.REPROTECT,
            START.plusSeconds(2),
            1.25,
            new PhaseProgress(new Work(400, 4), one, Work.NONE, one, one, one),
            0,
            80.5,
            Optional.empty(),
            EstimateGap.ENDED);
    Blocked reason =
        new Blocked(BlockedCode.DATA_LOST, Subject.file("/a"), "It is lost.", "Restore it.");
    return new RunReport(
            id,
            Trigger.DRIVE_LOST,
            "drive 1:3 lost",
            START,
            Optional.empty(),
            START,
            3,
            List.of(phase),
            60,
            Optional.of(new AtRisk(new TreeMap<>(Map.of(-1, one, 1, new Work(7, 2))))),
            new Undone(
                List.of(new BlockedWork(reason, START.plusSeconds(3), one)),
                5,
                List.of(new FailedTask("/a", "stripe 0 of /a", "It is lost.")),
                4),
            "")
        .finished(START.plusSeconds(9), "DATA_LOST: It is lost. Restore it.");
  }

  @Test
  void whatIsRecordedIsReadBack() throws IOException {
    try (SqliteCatalog catalog = open()) {
      assertThat(catalog.runs().last()).isEmpty();
      catalog.runs().save(empty(1));
      catalog.runs().save(full(2));
      assertThat(catalog.runs().find(1)).contains(empty(1));
      assertThat(catalog.runs().find(2)).contains(full(2));
      assertThat(catalog.runs().find(3)).isEmpty();
      catalog.runs().save(empty(2));
    }
    try (SqliteCatalog catalog = open()) {
      assertThat(catalog.runs().last()).contains(empty(2));
    }
  }

  @Test
  void runsComeInPagesTheNewestFirst() throws IOException {
    try (SqliteCatalog catalog = open()) {
      for (int id = 1; id <= 5; id++) {
        catalog.runs().save(empty(id));
      }
      assertThat(catalog.runs().before(Long.MAX_VALUE, 2))
          .extracting(RunReport::id)
          .containsExactly(5L, 4L);
      assertThat(catalog.runs().before(4, 10))
          .extracting(RunReport::id)
          .containsExactly(3L, 2L, 1L);
    }
  }

  @Test
  void theLastHundredAreKeptAndNothingOfOthersIsLeft() throws Exception {
    try (SqliteCatalog catalog = open()) {
      for (int id = 1; id <= 120; id++) {
        catalog.runs().save(full(id));
      }
      assertThat(catalog.runs().before(Long.MAX_VALUE, 1000)).hasSize(100);
      assertThat(catalog.runs().find(20)).isEmpty();
    }
    try (Session session = Session.writer(file())) {
      for (String part : RunTables.PARTS) {
        assertThat(session.number("SELECT min(run) FROM " + part)).contains(21L);
      }
    }
  }

  @Test
  void aCatalogOfTheFirstVersionIsTakenOverWithItsRuns() throws Exception {
    open().close();
    try (Session session = Session.writer(file())) {
      backToVersionOne(session);
      session.update(
          "INSERT INTO runs VALUES (7, 'drive 1:1 lost', 'FINISHED', ?, ?, 'why')",
          START.toString(),
          START.plusSeconds(5).toString());
    }
    try (SqliteCatalog catalog = open()) {
      RunReport old = catalog.runs().last().orElseThrow();
      assertThat(old.id()).isEqualTo(7);
      assertThat(old.trigger()).isEqualTo(Trigger.OTHER);
      assertThat(old.cause()).isEqualTo("drive 1:1 lost");
      assertThat(old.asOf()).isEqualTo(START.plusSeconds(5));
      assertThat(old.blockedReason()).isEqualTo("why");
      assertThat(old.atRisk()).isEmpty();
      catalog.runs().save(full(8));
      assertThat(catalog.runs().last()).contains(full(8));
    }
  }

  private static void backToVersionOne(Session session) throws SQLException {
    for (String part : RunTables.PARTS) {
      session.execute("DROP TABLE " + part);
    }
    session.execute("DROP TABLE transcodes");
    session.execute("ALTER TABLE entries DROP COLUMN content");
    for (String column :
        List.of(
            "kind",
            "as_of",
            "node",
            "phases_total",
            "risk_known",
            "blocked_total",
            "failed_total")) {
      session.execute("ALTER TABLE runs DROP COLUMN " + column);
    }
    session.execute("PRAGMA user_version = 1");
  }
}
