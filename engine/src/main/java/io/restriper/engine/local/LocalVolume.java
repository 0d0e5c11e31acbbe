package io.restriper.engine.local;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.event.EventLog;
import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.ScrubFacts;
import io.restriper.engine.facts.UpkeepFacts;
import io.restriper.engine.facts.UpkeepInsight;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.NewerFormatException;
import io.restriper.engine.local.file.FileContext;
import io.restriper.engine.local.file.LocalFiles;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.io.DriveIo;
import io.restriper.engine.local.plan.WorkTables;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.StripeWriter;
import io.restriper.engine.local.upkeep.ScrubMarks;
import io.restriper.engine.local.upkeep.Upkeep;
import io.restriper.engine.pace.Pace;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.setup.Workers;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A volume over directories of this machine, each a drive, with an embedded database as its
 * catalog. See {@link Volume} for what it promises.
 */
public final class LocalVolume implements Volume, UpkeepInsight {
  static final String CLUSTER = "cluster";

  private static final Logger LOG = LoggerFactory.getLogger(LocalVolume.class);

  /** For input and output that was begun; a drive may hang. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final DataDirectory data;
  private final Catalog catalog;
  private final DrivePool pool;
  private final RiskTracker risk;
  private final Upkeep upkeep;
  private final LocalFiles files;
  private final FactsBuilder facts;
  private final Workers readers;
  private final EventLog events;
  private final Pace pace;
  private final EngineRuntime runtime;
  private final SlotRoster roster;
  private final WorkTables tables;
  private volatile EngineSettings settings;

  private LocalVolume(
      DataDirectory data, Catalog catalog, EngineSettings settings, EngineRuntime runtime)
      throws IOException {
    this.data = data;
    this.catalog = catalog;
    this.runtime = runtime;
    this.settings = settings;
    this.events = new EventLog(runtime.clock(), runtime.nanos());
    UUID cluster = UUID.fromString(catalog.setting(CLUSTER).orElseThrow());
    this.roster = new SlotRoster(catalog, runtime);
    this.pool = roster.open(settings);
    this.risk = new RiskTracker(catalog, pool, runtime.threads());
    this.tables = new WorkTables(data.catalog());
    this.pace = new Pace(settings.upkeep().restripeLimit(), runtime.nanos());
    VersionPins pins = new VersionPins();
    int stripe = settings.encoding().totalBlocks();
    int blocks = (int) Math.max(2L * stripe, runtime.bufferBytes() / 4 / runtime.blockSize());
    this.facts =
        new FactsBuilder(
            this::settings, cluster, runtime.blockSize(), catalog, pool, risk, runtime.nanos());
    Placement placement = new Placement(pool, runtime.random());
    BlockClaims claims = new BlockClaims();
    this.upkeep =
        new Upkeep(
            new Upkeep.Parts(
                catalog,
                pool,
                risk,
                pins,
                placement,
                claims,
                cluster,
                new BufferPool(runtime.blockSize(), blocks),
                new BufferPool(runtime.blockSize(), blocks),
                tables,
                this::target,
                facts::refresh,
                events,
                pace,
                () -> this.settings.upkeep().scrubPeriod()),
            runtime);
    this.readers = runtime.threads().helpers("read-ahead", Threads.UNBOUNDED);
    FileContext context =
        new FileContext(
            catalog,
            pool,
            new BufferPool(runtime.blockSize(), blocks),
            new BufferPool(runtime.blockSize(), blocks),
            new StripeWriter(cluster, pool, placement, claims, upkeep.trouble(), runtime.random()),
            new StripeReader(cluster, pool, upkeep.trouble()),
            upkeep.trouble(),
            pins,
            runtime.faults(),
            this::target,
            runtime.clock(),
            readers,
            pace);
    this.files = new LocalFiles(context, upkeep);
  }

  private EngineSettings settings() {
    return settings;
  }

  private Encoding target() {
    return settings.encoding();
  }

  /**
   * Opens a volume; makes it if neither catalog nor drives were there before.
   *
   * @throws EngineStartException if that cannot be done safely
   */
  public static LocalVolume open(EngineSettings settings, EngineRuntime runtime)
      throws EngineStartException {
    return open(settings, runtime, SqliteCatalog::open);
  }

  /**
   * The same with a catalog of another kind.
   *
   * @throws EngineStartException as above
   */
  public static LocalVolume open(
      EngineSettings settings, EngineRuntime runtime, Catalog.Opener catalogs)
      throws EngineStartException {
    DataDirectory data = DataDirectory.open(settings.data(), runtime.drives());
    Catalog catalog = null;
    boolean opened = false;
    try {
      catalog = catalogs.open(data.catalog(), runtime.clock());
      if (catalog.setting(CLUSTER).isEmpty()) {
        refuseIfUsed(settings, new SlotRoster(catalog, runtime));
        catalog.putSetting(CLUSTER, UUID.randomUUID().toString());
      }
      SlotRoster roster = new SlotRoster(catalog, runtime);
      for (EngineSettings.DriveSettings drive : settings.drives()) {
        roster.makeDirectory(drive.path());
      }
      LocalVolume volume = new LocalVolume(data, catalog, settings, runtime);
      volume.upkeep.start();
      opened = true;
      return volume;
    } catch (NewerFormatException e) {
      throw new EngineStartException(e.getMessage(), e);
    } catch (IOException e) {
      throw new EngineStartException(
          "The volume cannot be opened: "
              + e.getMessage()
              + " If the catalog is damaged, run 'rebuild-catalog' to make it anew from the drives.",
          e);
    } finally {
      if (!opened) {
        if (catalog != null) {
          catalog.close();
        }
        data.close();
      }
    }
  }

  /** Without its catalog, a drive with data on it would look as if nothing on it were needed. */
  private static void refuseIfUsed(EngineSettings settings, SlotRoster roster)
      throws EngineStartException {
    for (EngineSettings.DriveSettings drive : settings.drives()) {
      if (hasIdentity(roster.unseated(drive.path()), drive.path())) {
        throw new EngineStartException(
            "The catalog in "
                + settings.data()
                + " is new or lost, and "
                + drive.path()
                + " has been used as a drive before. Run 'rebuild-catalog' with the same settings,"
                + " or choose other directories.");
      }
    }
  }

  private static boolean hasIdentity(DriveIo drive, Path path) throws EngineStartException {
    try {
      return drive.call(
          () ->
              drive.step("look at", "its directory", () -> Files.isDirectory(path))
                  && !(DriveIdentity.read(drive.files())
                      instanceof DriveIdentity.ReadResult.Absent));
    } catch (IOException e) {
      throw new EngineStartException("A drive cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Takes on other drives, another encoding and another upkeep, and has what is stored brought to
   * them.
   *
   * @throws EngineStartException if they cannot be taken on; nothing has changed then
   */
  public synchronized void reconfigure(EngineSettings changed) throws EngineStartException {
    if (!changed.data().equals(settings.data())
        || !changed.clusterName().equals(settings.clusterName())
        || changed.nodeId() != settings.nodeId()) {
      throw new EngineStartException(
          "'data', 'cluster-name' and 'node-id' cannot be changed while the server runs. Restart it"
              + " for that.");
    }
    try {
      List<SlotRoster.Change> changes =
          new ArrayList<>(roster.change(pool, changed.drives(), upkeep::welcome));
      if (!changed.encoding().equals(settings.encoding())) {
        changes.add(
            new SlotRoster.Change(
                Trigger.ENCODING_CHANGED,
                "encoding " + settings.encoding() + " changed to " + changed.encoding()));
      }
      settings = changed;
      pace.ceiling(changed.upkeep().restripeLimit());
      if (!changes.isEmpty()) {
        // What is on a drive that is given up needs nobody to remove it.
        upkeep.garbageMade();
        facts.refresh();
        risk.reassess();
        Trigger last = changes.get(changes.size() - 1).trigger();
        risk.callForRun(
            last, changes.stream().map(SlotRoster.Change::words).collect(Collectors.joining(", ")));
      }
    } catch (IOException e) {
      throw new EngineStartException("The change cannot be taken on: " + e.getMessage(), e);
    }
  }

  @Override
  public VolumeFiles files() {
    return files;
  }

  @Override
  public Facts facts() {
    return facts.facts();
  }

  @Override
  public Risk risk() {
    return risk.risk();
  }

  @Override
  public void onChange(Runnable listener) {
    risk.onChange(listener);
  }

  @Override
  public Plan plan() throws IOException {
    long generation = risk.risk().generation();
    Encoding target = target();
    if (catalog.abandonTranscodes(target)) {
      upkeep.garbageMade();
    }
    Catalog.WorkSummary work = catalog.planReprotect(pool.away());
    return new LocalPlan(
        new LocalPlan.Basis(
            catalog, pool, tables, target, runtime.blockSize(), upkeep::settle, this::generation),
        generation,
        work,
        catalog.workByRemaining());
  }

  /** Asked again and again by a plan that is being made, for which that may take long. */
  private long generation() {
    upkeep.working();
    return risk.risk().generation();
  }

  @Override
  public TaskOutcome perform(Task task) throws IOException {
    return upkeep.perform(task);
  }

  /** Where is told what happens to the drives; the restriper may tell of its runs there too. */
  public EventLog events() {
    return events;
  }

  /** How fast the tasks of runs may be done, so that users come first. */
  public Pace pace() {
    return pace;
  }

  @Override
  public UpkeepFacts upkeep() {
    Duration period = settings.upkeep().scrubPeriod();
    Collection<Slot> taking = pool.takingBlocks().values();
    return new UpkeepFacts(
        pace.limit(),
        pace.reads(),
        pace.writes(),
        period.isZero() ? Optional.empty() : Optional.of(period),
        taking.size(),
        (int) taking.stream().filter(slot -> Placement.hasRoom(slot, runtime.blockSize())).count(),
        target().dataBlocks() + 1);
  }

  @Override
  public Map<String, ScrubFacts> scrubs() throws IOException {
    Map<String, ScrubFacts> scrubs = new TreeMap<>();
    for (Map.Entry<Integer, Slot> drive : pool.usable().entrySet()) {
      Optional<ScrubFacts> known = ScrubMarks.read(catalog, drive.getKey());
      known.ifPresent(scrub -> scrubs.put(drive.getValue().id(), scrub));
    }
    return scrubs;
  }

  /** Where the runs of this volume are recorded. */
  public RunLog runLog() {
    return catalog.runs();
  }

  @Override
  public void close() {
    files.close();
    upkeep.close();
    readers.stop();
    closeDrives();
    closeTables();
    catalog.close();
    data.close();
  }

  private void closeDrives() {
    try {
      if (!pool.close(CLOSE_LIMIT)) {
        LOG.warn("A drive takes long; the volume is closed without waiting for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeTables() {
    try {
      tables.close();
    } catch (SQLException e) {
      LOG.warn("The work tables did not close: {}", e.getMessage());
    }
  }
}
