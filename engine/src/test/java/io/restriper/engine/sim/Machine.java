package io.restriper.engine.sim;

import io.restriper.engine.Engine;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.sim.disk.Io;
import io.restriper.engine.sim.disk.SimDrive;
import io.restriper.engine.sim.disk.SimDriveFiles;
import io.restriper.engine.sim.schedule.Died;
import io.restriper.engine.sim.schedule.Scheduler;
import io.restriper.engine.sim.schedule.SharedRandom;
import io.restriper.engine.sim.schedule.SimClock;
import io.restriper.engine.sim.schedule.SimProcess;
import io.restriper.engine.sim.schedule.Strand;
import io.restriper.engine.sim.watch.StatusWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine of the simulation: drive bays, a disk with the catalog, and the engine as a process
 * that can be stopped, killed and started again. Used by the driver, but for what strands do.
 */
final class Machine {
  private static final int BLOCK = 64 * 1024;
  private static final Instant BEGINNING = Instant.parse("2026-11-24T08:00:00Z");
  private static final long STEP_NANOS = Duration.ofNanos(20_000).toNanos();
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(30);

  private final Path root;
  private final Setup setup;
  private final Variant variant;
  private final Scheduler scheduler = new Scheduler();
  private final Configuration configuration;
  private final StatusWatch watch = new StatusWatch();
  private int boots;
  private SimProcess process;
  private SimCatalogs catalogs;
  private Engine engine;
  private boolean quiet;
  private boolean crashed;
  private long crashIn;
  private Optional<FaultPoints.Point> awaited = Optional.empty();
  private Optional<Survivors> powerCut = Optional.empty();

  Machine(Path root, Setup setup, Variant variant) {
    this.root = root;
    this.setup = setup;
    this.variant = variant;
    this.configuration = new Configuration(setup);
    scheduler.watch(() -> watch.look(engine));
    scheduler.changeOneIn(setup.changeOneIn());
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** All drives, configured or not. */
  List<SimDrive> drives() {
    return configuration.bays();
  }

  /** What the engine is told at the next start or {@link #reconfigure}. */
  Configuration configuration() {
    return configuration;
  }

  Engine engine() {
    return engine;
  }

  Catalog catalog() {
    return catalogs.raw();
  }

  SimProcess process() {
    return process;
  }

  StatusWatch watch() {
    return watch;
  }

  boolean crashed() {
    return crashed;
  }

  /** Holds the next strand that passes a point, once, so that others can go on before it. */
  void await(FaultPoints.Point point) {
    awaited = Optional.of(point);
  }

  /** Whether nobody has passed yet. */
  boolean awaits() {
    return awaited.isPresent();
  }

  /** Whether there is a process that was not killed. */
  boolean isAlive() {
    return process != null && process.alive();
  }

  /** Whether the engine takes a drive to be as it should be. */
  boolean isHealthy(SimDrive drive) {
    return slot(drive).filter(slot -> slot.state() == SlotState.HEALTHY).isPresent();
  }

  /** Whether the engine has not let it go. */
  boolean isInSlot(SimDrive drive) {
    return slot(drive).isPresent();
  }

  private Optional<SlotFacts> slot(SimDrive drive) {
    return engine.facts().slots().stream()
        .filter(slot -> slot.path().endsWith("/" + drive))
        .findFirst();
  }

  /** With no faults, no crashes, and no changes of strands but where one waits for another. */
  void quietly(String name, Runnable work) {
    quiet = true;
    drives().forEach(drive -> drive.suspend(true));
    try {
      Strand strand = scheduler.start(process, name, work);
      scheduler.runAlone(strand);
      rethrow(strand);
    } finally {
      drives().forEach(drive -> drive.suspend(false));
      quiet = false;
    }
  }

  static void rethrow(Strand strand) {
    strand
        .failure()
        .ifPresent(
            failure -> {
              if (failure instanceof SimulationFailure found) {
                throw found;
              }
              throw new SimulationFailure(strand + " failed", failure);
            });
  }

  // --- start and end

  /** Starts the engine; again if it is killed while it starts. */
  void boot() {
    do {
      crashed = false;
      process = new SimProcess(scheduler);
      catalogs = new SimCatalogs(variant, () -> step(process, 200, STEP_NANOS));
      Strand booting = scheduler.start(process, "boot", this::start);
      scheduler.run(() -> crashed || booting.done(), BOOT_LIMIT.toNanos());
      if (crashed) {
        bury();
      } else {
        rethrow(booting);
        if (engine == null) {
          throw new SimulationFailure("the engine does not start");
        }
      }
    } while (engine == null);
  }

  private void start() {
    SimProcess mine = process;
    EngineRuntime runtime =
        EngineRuntime.real()
            .withDrives(path -> files(mine, path))
            .withFaults(points(mine))
            .withBlockSize(BLOCK)
            .withLookInterval(setup.lookInterval())
            .withThreads(mine)
            .withRandom(new SharedRandom(scheduler))
            .withClocks(new SimClock(scheduler, BEGINNING), scheduler::now);
    try {
      engine = Engine.start(settings(), runtime, catalogs);
    } catch (EngineStartException e) {
      throw new SimulationFailure("the engine does not start", e);
    }
  }

  private EngineSettings settings() {
    return configuration.settings(root, data());
  }

  /** Has the engine take on the configuration as it is, without a restart. */
  Strand reconfigure() {
    Engine target = engine;
    EngineSettings changed = settings();
    return scheduler.start(
        process,
        "reconfiguration",
        () -> {
          try {
            target.reconfigure(changed);
          } catch (EngineStartException e) {
            throw new SimulationFailure("a change of the configuration is refused", e);
          }
        });
  }

  private Path data() {
    return root.resolve("data-" + boots);
  }

  private DriveFiles files(SimProcess mine, Path path) {
    if (path.startsWith(data())) {
      return new LocalDriveFiles(path);
    }
    SimDrive drive =
        drives().stream().filter(each -> path.endsWith(each.toString())).findFirst().orElseThrow();
    Io io =
        (kind, name, seconds) -> {
          step(mine, kind.ordinal(), STEP_NANOS);
          if (seconds > 0) {
            scheduler.sleep(Duration.ofSeconds(seconds).toNanos());
          }
        };
    return new SimDriveFiles(drive, io, variant != Variant.NO_SYNC);
  }

  private FaultPoints points(SimProcess mine) {
    return (point, subject) -> {
      if (point == FaultPoints.Point.PHASE_BEGUN) {
        watch.phaseBegun();
      }
      step(mine, 100 + point.ordinal(), 0);
      if (awaited.filter(point::equals).isPresent()) {
        awaited = Optional.empty();
        scheduler.giveWay();
      }
    };
  }

  private void step(SimProcess mine, int what, long nanos) {
    mine.requireAlive();
    if (!quiet && crashIn > 0) {
      crashIn--;
      if (crashIn == 0) {
        kill();
        mine.requireAlive();
      }
    }
    scheduler.point(what, nanos);
  }

  /** Stops the engine as it should be stopped; what is under way is waited for. */
  void stop() {
    Engine stopping = engine;
    Strand strand = scheduler.start(process, "stop", stopping::close);
    scheduler.run(() -> crashed || strand.done(), BOOT_LIMIT.toNanos());
    if (!crashed) {
      rethrow(strand);
      if (!strand.done()) {
        throw new SimulationFailure("the engine does not stop");
      }
      process.failure().ifPresent(failure -> fail(failure));
      process.kill();
      process.reap();
      engine = null;
      watch.restarted();
    }
  }

  private static void fail(String what) {
    throw new SimulationFailure(what);
  }

  // --- crashes

  /** The process is killed at a step from here on. */
  void crashIn(long steps, Optional<Survivors> survivors) {
    crashIn = steps;
    powerCut = survivors;
  }

  void expectNoCrash() {
    crashIn = 0;
  }

  /** Kills the process at once. */
  void kill() {
    try {
      copyCatalog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    powerCut.ifPresent(survivors -> drives().forEach(drive -> drive.cutPower(survivors)));
    process.kill();
    crashIn = 0;
    crashed = true;
  }

  /** What was committed at this instant is what the next process finds. */
  private void copyCatalog() throws IOException {
    Path from = data().resolve("catalog");
    boots++;
    Path to = Files.createDirectories(data().resolve("catalog"));
    for (String name : List.of("catalog.db", "catalog.db-wal")) {
      if (Files.exists(from.resolve(name))) {
        Files.copy(from.resolve(name), to.resolve(name));
      }
    }
  }

  /** Clears away what is left of a process that was killed. */
  void bury() {
    process.reap();
    if (engine != null) {
      closeDead(engine);
    }
    engine = null;
    watch.restarted();
  }

  /** The first call breaks off where the dead process would record something. */
  private static void closeDead(Engine dead) {
    try {
      dead.close();
    } catch (Died e) {
      dead.close();
    }
  }

  /** Frees what the simulation holds, whatever state it is in. */
  void close() {
    if (process != null && process.alive()) {
      process.kill();
      bury();
    }
  }
}
