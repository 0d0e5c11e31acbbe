package io.restriper.engine.sim;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.sim.disk.Fault;
import io.restriper.engine.sim.disk.SimDrive;
import io.restriper.engine.sim.disk.Spoiling;
import io.restriper.engine.sim.model.Content;
import io.restriper.engine.sim.schedule.Scheduler;
import io.restriper.engine.sim.schedule.Strand;
import io.restriper.engine.sim.watch.ErrorLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A whole engine with its drives and clients, taken through a history of steps. After each step
 * every file is read and compared and the status is held to its promises; at the end faults stop,
 * and the engine must bring everything in order by itself.
 */
final class Simulation implements AutoCloseable {
  private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;
  private static final Duration REQUEST_LIMIT = Duration.ofMinutes(10);
  private static final Duration END_LIMIT = Duration.ofHours(2);
  private static final long MOST_SWITCHES = 200_000;
  private static final int MOST_FAULTS = 3;
  private static final Duration FAULTS_FORGOTTEN = Duration.ofSeconds(90);

  private final Setup setup;
  private final Variant variant;
  private final Machine machine;
  private final Oracle oracle;
  private final Client client;
  private final ErrorLog errors;
  private final List<Strand> requests = new ArrayList<>();
  private final List<Hit> hits = new ArrayList<>();
  private long trouble;
  private long troubleSeen;
  private int hitsWhileChanging;

  /** Whether something may not have been removed when its time came. */
  private boolean mayLeaveBlocks;

  /**
   * @param root a directory that exists and is empty
   */
  Simulation(Path root, Setup setup, Variant variant) {
    this.setup = setup;
    this.variant = variant;
    this.machine = new Machine(root, setup, variant);
    this.oracle = new Oracle(machine);
    this.client = new Client(machine, this::allIsWell);
    this.errors = new ErrorLog(machine::isAlive);
  }

  private record Hit(SimDrive drive, long at) {}

  /**
   * Takes a history from its beginning to its end.
   *
   * @param steps with numbers that stay when others are left out
   * @return something that is the same if and only if all went the same way
   * @throws SimulationFailure if the engine broke a promise
   */
  long run(List<NumberedStep> steps) {
    try {
      machine.scheduler().reseed(setup.seed());
      machine.boot();
      for (NumberedStep step : steps) {
        machine.scheduler().reseed(setup.seed() + (step.number() + 1) * PRIME);
        step.step().take(this);
        afterStep();
      }
      finish();
      return machine.scheduler().digest();
    } catch (IOException e) {
      throw new SimulationFailure("the simulation itself failed", e);
    }
  }

  /** A step, and its number in the history as it was first made. */
  record NumberedStep(int number, Step step) {}

  // --- steps

  void write(String path, int id, int size, int turns) {
    request(client.write(path, Content.of(id, size)), turns);
  }

  void read(String path, int turns) {
    request(client.read(path), turns);
  }

  void delete(String path, int turns) {
    request(client.delete(path), turns);
  }

  private void request(Strand strand, int turns) {
    requests.add(strand);
    long last = machine.scheduler().switches() + turns;
    await(
        () -> strand.done() || turns > 0 && machine.scheduler().switches() >= last, REQUEST_LIMIT);
    if (turns == 0 && !strand.done() && !machine.crashed()) {
      throw new SimulationFailure(strand + " gets no answer");
    }
  }

  void pass(int seconds) {
    await(() -> false, Duration.ofSeconds(seconds));
  }

  void await(FaultPoints.Point point, int seconds) {
    machine.await(point);
    await(() -> !machine.awaits(), Duration.ofSeconds(seconds));
  }

  private Scheduler.End await(BooleanSupplier condition, Duration limit) {
    long most = machine.scheduler().switches() + MOST_SWITCHES;
    Scheduler.End end =
        machine
            .scheduler()
            .run(
                () ->
                    machine.crashed()
                        || condition.getAsBoolean()
                        || machine.scheduler().switches() > most,
                limit.toNanos());
    if (machine.scheduler().switches() > most) {
      throw new SimulationFailure("the engine is busy and gets nowhere: " + status());
    }
    return end;
  }

  private SimDrive drive(int number) {
    return machine.drives().get(number);
  }

  void lose(int number, Optional<Survivors> powerCut) throws IOException {
    SimDrive drive = drive(number);
    if (drive.isHere() && mayHit(drive)) {
      drive.pull(powerCut);
      machine.configuration().hit(drive);
    }
  }

  void putBack(int number) {
    putBack(drive(number));
  }

  /** What it has of a stripe whose other blocks are away too is kept, and swept at a start only. */
  private void putBack(SimDrive drive) {
    mayLeaveBlocks |= !drive.isHere();
    drive.putBack();
  }

  void replace(int number) throws IOException {
    SimDrive drive = drive(number);
    if (!drive.isHere() || mayHit(drive)) {
      drive.replace();
      machine.configuration().hit(drive);
      trouble++;
    }
  }

  void spoil(int number, int which, int where, boolean remove) throws IOException {
    SimDrive drive = drive(number);
    List<String> blocks = oracle.blockFiles(drive);
    if (drive.isHere() && !blocks.isEmpty() && mayHit(drive)) {
      String name = blocks.get(which % blocks.size());
      if (remove) {
        drive.memory().delete(name);
      } else if (variant == Variant.NO_CHECKSUM) {
        Spoiling.withFittingChecksum(drive, name, oracle.cluster(), where);
      } else {
        drive.spoil(name, where);
      }
    }
  }

  /** Whether a drive may lose all that is on it; counts that it does. */
  private boolean mayHit(SimDrive drive) throws IOException {
    boolean changing = requests.stream().anyMatch(request -> !request.done());
    if (changing && hitsWhileChanging > 0 || !oracle.survivesLossOf(drive, client.paths())) {
      return false;
    }
    hitsWhileChanging += changing ? 1 : 0;
    trouble++;
    return true;
  }

  /** A drive that fails too often in a short time is dead for the engine, so it does not here. */
  void expect(int number, Fault fault) {
    SimDrive drive = drive(number);
    if (!machine.configuration().has(drive)) {
      // One that fails while it is looked for at a start is given up, with what is left on it.
      return;
    }
    long now = machine.scheduler().now();
    hits.removeIf(hit -> now - hit.at > FAULTS_FORGOTTEN.toNanos());
    long recent = hits.stream().filter(hit -> hit.drive == drive).count();
    if (recent + drive.faultsExpected() < MOST_FAULTS) {
      mayLeaveBlocks = true;
      drive.expect(fault);
      hits.add(new Hit(drive, now));
      trouble++;
    }
  }

  void restart(Optional<Encoding> encoding) {
    encoding.ifPresent(machine.configuration()::change);
    await(() -> requests.stream().allMatch(Strand::done), REQUEST_LIMIT);
    if (!machine.crashed()) {
      machine.stop();
    }
    if (!machine.crashed()) {
      machine.boot();
    }
  }

  void change(Encoding encoding) {
    if (machine.configuration().change(encoding)) {
      reconfigure();
    }
  }

  void takeOut(int number) {
    SimDrive drive = drive(number);
    // A write that is under way may put a block on it at the very end.
    boolean answers = requests.isEmpty() && drive.isWell() && machine.isHealthy(drive);
    if (machine.configuration().takeOut(drive, answers)) {
      reconfigure();
    }
  }

  void add(int which) {
    if (machine.configuration().add(which)) {
      reconfigure();
    }
  }

  private void reconfigure() {
    Strand strand = machine.reconfigure();
    await(strand::done, REQUEST_LIMIT);
    if (!machine.crashed()) {
      Machine.rethrow(strand);
      if (!strand.done()) {
        fail("a change of the configuration does not end");
      }
    }
  }

  void crash(int after, Optional<Survivors> powerCut) {
    machine.crashIn(after, powerCut);
    if (after == 0) {
      machine.kill();
    }
  }

  // --- what must hold

  private boolean allIsWell() {
    return troubleSeen == trouble
        && machine.engine() != null
        && machine.drives().stream().filter(machine::isInSlot).allMatch(SimDrive::isWell)
        && machine.engine().facts().slots().stream()
            .allMatch(slot -> slot.state() == SlotState.HEALTHY);
  }

  private void afterStep() throws IOException {
    while (machine.crashed()) {
      machine.bury();
      client.lostConnection();
      requests.clear();
      machine.boot();
    }
    requests.removeIf(
        request -> {
          Machine.rethrow(request);
          return request.done();
        });
    if (requests.isEmpty()) {
      hitsWhileChanging = 0;
      troubleSeen = trouble;
    }
    check();
  }

  private void check() throws IOException {
    machine.process().failure().ifPresent(Simulation::fail);
    machine.quietly("verification", client::verifyAll);
    machine.watch().wrong().or(errors::first).ifPresent(Simulation::fail);
    if (oracle.recordedAtRisk() && !status().dataAtRisk()) {
      fail("a recorded block is lost and data_at_risk is false: " + status());
    }
  }

  private static void fail(String what) {
    throw new SimulationFailure(what);
  }

  private RestriperStatus status() {
    return machine.engine().status();
  }

  /** Ends all faults and lets the engine bring everything in order. */
  private void finish() throws IOException {
    machine.expectNoCrash();
    machine.scheduler().reseed(setup.seed() - PRIME);
    for (SimDrive drive : machine.drives()) {
      drive.heal();
      putBack(drive);
      drive.revealSpoilt();
    }
    awaitOrder(() -> unfinished().or(() -> mayLeaveBlocks ? Optional.empty() : untidiness()));
    // What could not be removed when its time came is swept at the next start.
    restart(Optional.empty());
    awaitOrder(() -> unfinished().or(this::untidiness));
  }

  private void awaitOrder(Supplier<Optional<String>> disorder) throws IOException {
    long limit = machine.scheduler().now() + END_LIMIT.toNanos();
    Optional<String> left = Optional.of("nothing was looked at");
    while (left.isPresent()) {
      if (machine.scheduler().now() > limit) {
        fail("at the end, hours after the last fault: " + left.get());
      }
      pass((int) Math.max(10, 2 * setup.lookInterval().toSeconds()));
      left = disorder.get();
    }
    afterStep();
  }

  private Optional<String> unfinished() {
    RestriperStatus status = status();
    boolean ended = status.state() != RunState.RUNNING && status.blockedReason().isEmpty();
    return ended && !status.dataAtRisk() && !client.changing()
        ? Optional.empty()
        : Optional.of("" + status);
  }

  private Optional<String> untidiness() {
    try {
      return oracle.untidiness(client.paths());
    } catch (IOException e) {
      return Optional.of("the catalog cannot be read: " + e);
    }
  }

  @Override
  public void close() {
    errors.close();
    machine.close();
  }
}
