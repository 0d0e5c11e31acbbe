package io.restriper.engine.local.catalog;

import static io.restriper.engine.local.catalog.CatalogFixture.commit;
import static io.restriper.engine.local.catalog.CatalogFixture.drives;
import static io.restriper.engine.local.catalog.CatalogFixture.pending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.sql.NotHealthy;
import io.restriper.engine.local.catalog.sql.Session;
import io.restriper.engine.local.catalog.sql.SqlBody;
import io.restriper.engine.local.catalog.sql.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What questions cost in a catalog and in one with ten times as many stripes: those of a start and
 * of a plan must not cost more for what is not lost.
 */
class CatalogCostTest {
  private static final int STRIPES_PER_FILE = 100;
  private static final int FILES = 10;

  /** Has 100 blocks in both. */
  private static final int SMALL = 7;

  /** Has a third of all blocks in both. */
  private static final int LARGE = 1;

  /** The tables' B-trees are not equally deep. */
  private static final Percentage ALMOST = withPercentage(2);

  @TempDir Path directory;
  private Path small;
  private Path large;

  @BeforeEach
  void make() throws IOException {
    small = make("small", FILES);
    large = make("large", 10 * FILES);
  }

  private Path make(String name, int files) throws IOException {
    Path file = directory.resolve(name);
    try (SqliteCatalog catalog = SqliteCatalog.open(file, Clock.systemUTC())) {
      drives(catalog, 1, 1, 2, 2, 3, 3, 4);
      for (int number = 0; number < files; number++) {
        int[][] stripes = new int[STRIPES_PER_FILE][];
        for (int i = 0; i < STRIPES_PER_FILE; i++) {
          boolean onSmall = i % (files * STRIPES_PER_FILE / 100) == 0;
          stripes[i] = new int[] {LARGE, onSmall ? SMALL : 3, 5};
        }
        commit(catalog, pending(catalog, "/f" + number, stripes));
      }
    }
    return file;
  }

  private record Cost(long small, long large) {}

  private Cost cost(SqlBody<?> question) throws SQLException {
    return new Cost(Steps.of(small, question), Steps.of(large, question));
  }

  private static Object plan(Session session, Set<Integer> away) throws SQLException {
    session.execute(WorkSet.TABLE);
    return WorkSet.fill(session, away);
  }

  @Test
  void aPlanCostsWhatIsLostAndNotWhatThereIs() throws SQLException {
    Cost cost = cost(session -> plan(session, Set.of(SMALL)));
    assertThat(cost.large).isCloseTo(cost.small, ALMOST);
    Cost few = cost(session -> plan(session, Set.of()));
    assertThat(few.large).isCloseTo(few.small, ALMOST);
  }

  @Test
  void aPlanIsLinearInWhatIsLost() throws SQLException {
    Cost cost = cost(session -> plan(session, Set.of(LARGE)));
    assertThat(cost.large).isCloseTo(10 * cost.small, ALMOST);
    Cost two = cost(session -> plan(session, Set.of(LARGE, 3)));
    assertThat(two.large).isLessThan(11 * two.small);
  }

  @Test
  void aPlanForOneDriveScansAndSortsNothing() throws SQLException {
    assertThat(queryPlan(Set.of(LARGE)))
        .noneMatch(line -> line.contains("TEMP B-TREE"))
        .noneMatch(line -> line.matches("SCAN (blocks|stripes|versions|v|s)\\b.*"));
  }

  private List<String> queryPlan(Set<Integer> away) throws SQLException {
    List<String> lines = new ArrayList<>();
    Steps.of(
        large,
        session -> {
          NotHealthy stripes = NotHealthy.of(session, away);
          session.each(
              "EXPLAIN QUERY PLAN SELECT b.version, b.stripe, b.missing" + stripes.sql(),
              row -> lines.add(row.getString(4)),
              stripes.arguments());
          return null;
        });
    assertThat(lines).isNotEmpty();
    return lines;
  }

  @Test
  void whatCanBeBorneCostsWhatIsLost() throws SQLException {
    Cost cost = cost(session -> WorkSet.leastRemaining(session, Set.of(SMALL)));
    assertThat(cost.large).isCloseTo(cost.small, ALMOST);
  }

  @Test
  void aStartCostsTheSameHoweverManyStripesThereAre() throws SQLException {
    List<SqlBody<?>> questions = new ArrayList<>();
    questions.add(VersionQueries::pending);
    questions.add(session -> VersionQueries.garbage(session, 0, 512));
    questions.add(RecordQueries::drives);
    questions.add(session -> RecordQueries.setting(session, "cluster"));
    questions.add(session -> Tally.bytesOn(session, LARGE));
    questions.add(session -> Tally.anyAtRisk(session, Set.of()));
    questions.add(session -> WorkSet.leastRemaining(session, Set.of()));
    questions.add(Tally::leastNodeTolerance);
    questions.add(Tally::encodings);
    for (SqlBody<?> question : questions) {
      Cost cost = cost(question);
      assertThat(cost.large).isEqualTo(cost.small);
    }
  }

  @Test
  void aPageOfADriveCostsItsBlocks() throws SQLException {
    Cost cost = cost(session -> StripeQueries.blocksOn(session, LARGE, Optional.empty(), 50));
    assertThat(cost.large).isEqualTo(cost.small);
    List<BlockId> blocks = List.of(new BlockId(1, 0, 0), new BlockId(2, 7, 1));
    Cost kept = cost(session -> StripeQueries.keptOn(session, LARGE, blocks));
    assertThat(kept.large).isEqualTo(kept.small);
  }
}
