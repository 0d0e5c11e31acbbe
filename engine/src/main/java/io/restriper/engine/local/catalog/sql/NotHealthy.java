package io.restriper.engine.local.catalog.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The stripes of versions that are kept with their blocks that are lost or on drives that are away,
 * as the part of a query after FROM: {@code b} has version, stripe and how many are missing, {@code
 * v} is the version. Whatever it is asked for takes time in proportion to these blocks.
 *
 * <p>Where all of them are on one drive, or are lost, an index has them stripe by stripe; only for
 * several drives they have to be sorted.
 */
public final class NotHealthy {
  private static final String LOST =
      "SELECT version, stripe FROM blocks INDEXED BY blocks_lost WHERE lost = 1";

  private static final String ON_DRIVE =
      "SELECT version, stripe FROM blocks INDEXED BY blocks_by_drive WHERE drive = ? AND lost = 0";

  private static final String ON_DRIVES =
      """
      SELECT version, stripe FROM blocks INDEXED BY blocks_by_drive
      WHERE drive IN (SELECT value FROM json_each(?)) AND lost = 0""";

  private final String blocks;
  private final Object[] arguments;

  private NotHealthy(String blocks, Object... arguments) {
    this.blocks = blocks;
    this.arguments = arguments;
  }

  /**
   * Finds out which way to ask.
   *
   * @param session in a transaction, in which the question is asked too
   * @param awayDrives may have blocks or none
   */
  public static NotHealthy of(Session session, Set<Integer> awayDrives) throws SQLException {
    List<Integer> drives = new ArrayList<>();
    for (int drive : awayDrives) {
      if (session.any(ON_DRIVE + " LIMIT 1", drive)) {
        drives.add(drive);
      }
    }
    if (drives.isEmpty()) {
      return new NotHealthy(LOST);
    }
    boolean lost = session.any(LOST + " LIMIT 1");
    if (drives.size() == 1 && !lost) {
      return new NotHealthy(ON_DRIVE, drives.get(0));
    }
    String all = lost ? LOST + " UNION ALL " + ON_DRIVES : ON_DRIVES;
    return new NotHealthy(all, drives.toString());
  }

  /** For the end of a query. */
  public String sql() {
    return " FROM (SELECT version, stripe, count(*) AS missing FROM ("
        + blocks
        + ") GROUP BY version, stripe) b"
        + " CROSS JOIN versions v ON v.version = b.version AND v.state IN (1, 3) ";
  }

  /** What takes the places of the question marks in {@link #sql}, after those before it. */
  public Object[] arguments(Object... before) {
    Object[] all = Arrays.copyOf(before, before.length + arguments.length);
    System.arraycopy(arguments, 0, all, before.length, arguments.length);
    return all;
  }
}
