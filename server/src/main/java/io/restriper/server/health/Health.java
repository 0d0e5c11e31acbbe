package io.restriper.server.health;

import io.restriper.engine.facts.UpkeepFacts;
import io.restriper.engine.facts.UpkeepInsight;
import io.restriper.engine.report.RunReports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether a server can serve: read and write files. Thread-safe. */
public final class Health {
  private final UpkeepInsight upkeep;
  private final RunReports runs;
  private volatile boolean stopping;

  /**
   * The health of a server over an engine, which is asked each time.
   *
   * @param runs that are recorded in the catalog, so that whether it can be read shows in them
   */
  public Health(UpkeepInsight upkeep, RunReports runs) {
    this.upkeep = upkeep;
    this.runs = runs;
  }

  /** The server is stopping, and so will never be ready again. */
  public void stopping() {
    stopping = true;
  }

  /** Why the server is not ready; empty if it is. Reads the catalog. */
  public List<Reason> reasons() {
    List<Reason> reasons = new ArrayList<>();
    if (stopping) {
      reasons.add(
          new Reason(
              Reason.Code.STOPPING,
              "The server is stopping.",
              "Ask another one, or this one again when it has been started."));
    }
    readCatalog(reasons);
    countDrives(reasons);
    return reasons;
  }

  private void readCatalog(List<Reason> reasons) {
    try {
      runs.before(Long.MAX_VALUE, 1);
    } catch (IOException e) {
      reasons.add(
          new Reason(
              Reason.Code.CATALOG_FAILED,
              "The catalog cannot be read: " + e.getMessage(),
              "Check the disk of the data directory; if the catalog is damaged, stop the server and"
                  + " run 'rebuild-catalog'."));
    }
  }

  private void countDrives(List<Reason> reasons) {
    UpkeepFacts facts = upkeep.upkeep();
    if (facts.drivesTaking() < facts.drivesNeeded()) {
      reasons.add(
          new Reason(
              Reason.Code.TOO_FEW_DRIVES,
              "%d drives take blocks, and a file needs %d of them."
                  .formatted(facts.drivesTaking(), facts.drivesNeeded()),
              "Bring drives back, or add some; GET /v1/cluster/slots/ tells which do not work."));
    } else if (facts.drivesWithRoom() < facts.drivesNeeded()) {
      reasons.add(
          new Reason(
              Reason.Code.NO_ROOM,
              "%d drives have room for a block, and a file needs %d of them."
                  .formatted(facts.drivesWithRoom(), facts.drivesNeeded()),
              "Delete files, or add drives."));
    }
  }
}
