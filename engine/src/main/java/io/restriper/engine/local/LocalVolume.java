package io.restriper.engine.local;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.file.FileContext;
import io.restriper.engine.local.file.LocalFiles;
import io.restriper.engine.local.file.VersionPins;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.local.stripe.BufferPool;
import io.restriper.engine.local.stripe.StripeReader;
import io.restriper.engine.local.stripe.StripeWriter;
import io.restriper.engine.local.upkeep.Upkeep;
import io.restriper.engine.report.RunLog;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.Volume;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A volume over directories of this machine, each a drive, with an embedded database as its
 * catalog. See {@link Volume} for what it promises.
 */
public final class LocalVolume implements Volume {
  static final String CLUSTER = "cluster";

  private final DataDirectory data;
  private final Catalog catalog;
  private final DrivePool pool;
  private final RiskTracker risk;
  private final Upkeep upkeep;
  private final LocalFiles files;
  private final FactsBuilder facts;
  private final WorkerThreads readers;

  private LocalVolume(
      DataDirectory data, Catalog catalog, EngineSettings settings, EngineRuntime runtime)
      throws IOException {
    this.data = data;
    this.catalog = catalog;
    UUID cluster = UUID.fromString(catalog.setting(CLUSTER).orElseThrow());
    this.pool = new DrivePool(slots(settings, runtime));
    this.risk = new RiskTracker(catalog, pool);
    VersionPins pins = new VersionPins();
    int stripe = settings.encoding().totalBlocks();
    int blocks = (int) Math.max(2L * stripe, runtime.bufferBytes() / 3 / runtime.blockSize());
    this.facts = new FactsBuilder(settings, cluster, runtime.blockSize(), catalog, pool, risk);
    Placement placement = new Placement(pool);
    this.upkeep =
        new Upkeep(
            new Upkeep.Parts(
                catalog,
                pool,
                risk,
                pins,
                placement,
                cluster,
                new BufferPool(runtime.blockSize(), blocks),
                facts::refresh),
            runtime);
    this.readers = new WorkerThreads("read-ahead");
    FileContext context =
        new FileContext(
            catalog,
            pool,
            new BufferPool(runtime.blockSize(), blocks),
            new BufferPool(runtime.blockSize(), blocks),
            new StripeWriter(cluster, pool, placement, upkeep.trouble()),
            new StripeReader(cluster, pool, upkeep.trouble()),
            upkeep.trouble(),
            pins,
            runtime.faults(),
            settings.encoding(),
            runtime.clock(),
            readers);
    this.files = new LocalFiles(context, upkeep);
  }

  /**
   * Opens a volume; makes it if neither catalog nor drives were there before.
   *
   * @throws EngineStartException if that cannot be done safely
   */
  public static LocalVolume open(EngineSettings settings, EngineRuntime runtime)
      throws EngineStartException {
    DataDirectory data = DataDirectory.open(settings.data());
    Catalog catalog = null;
    boolean opened = false;
    try {
      catalog = SqliteCatalog.open(data.catalog(), runtime.clock());
      if (catalog.setting(CLUSTER).isEmpty()) {
        refuseIfUsed(settings, runtime);
        catalog.putSetting(CLUSTER, UUID.randomUUID().toString());
      }
      makeDirectories(catalog, settings);
      LocalVolume volume = new LocalVolume(data, catalog, settings, runtime);
      volume.upkeep.start();
      opened = true;
      return volume;
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
  private static void refuseIfUsed(EngineSettings settings, EngineRuntime runtime)
      throws EngineStartException {
    for (EngineSettings.DriveSettings drive : settings.drives()) {
      if (Files.isDirectory(drive.path()) && hasIdentity(runtime.drives().apply(drive.path()))) {
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

  private static boolean hasIdentity(DriveFiles drive) throws EngineStartException {
    try {
      return !(DriveIdentity.read(drive) instanceof DriveIdentity.ReadResult.Absent);
    } catch (IOException e) {
      throw new EngineStartException("A drive cannot be read: " + e.getMessage(), e);
    }
  }

  /** A slot that never had a drive gets its directory; one whose drive is gone does not. */
  private static void makeDirectories(Catalog catalog, EngineSettings settings) throws IOException {
    List<String> used = catalog.drives().stream().map(drive -> drive.path()).toList();
    for (EngineSettings.DriveSettings drive : settings.drives()) {
      if (!used.contains(drive.path().toString())) {
        Files.createDirectories(drive.path());
      }
    }
  }

  private static List<Slot> slots(EngineSettings settings, EngineRuntime runtime) {
    Map<Integer, Integer> perNode = new HashMap<>();
    List<Slot> slots = new ArrayList<>();
    for (EngineSettings.DriveSettings drive : settings.drives()) {
      int number = perNode.merge(drive.node(), 1, Integer::sum);
      slots.add(
          new Slot(
              drive.node(), number, drive.path().toString(), runtime.drives().apply(drive.path())));
    }
    return slots;
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
    Catalog.WorkSummary work = catalog.planReprotect(pool.away());
    return new LocalPlan(catalog, generation, work, catalog.workByRemaining());
  }

  @Override
  public TaskOutcome perform(Task task) throws IOException {
    return upkeep.perform(task);
  }

  /** Where the runs of this volume are recorded. */
  public RunLog runLog() {
    return catalog.runs();
  }

  @Override
  public void close() {
    files.close();
    upkeep.close();
    readers.close();
    pool.close();
    catalog.close();
    data.close();
  }
}
