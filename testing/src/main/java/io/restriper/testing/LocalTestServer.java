package io.restriper.testing;

import io.restriper.client.RestriperClient;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.work.Phase;
import io.restriper.model.RunPhase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A server in this process. */
final class LocalTestServer implements TestServer, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  /** What {@link #block()} stores. */
  private static final String BLOCK_FILE = "/restriper-testing-block";

  private final DriveShelf shelf;
  private final PhaseGate gate;
  private final RestriperClient client;
  private final URI uri;
  private final Patience patience;
  private volatile Instance instance;
  private volatile ServerPlan plan;
  private int filled;

  /** The drives that {@link #block()} took away, the last one first; empty before and after. */
  private Optional<Deque<Integer>> blockers = Optional.empty();

  private LocalTestServer(ServerPlan plan, DriveShelf shelf, PhaseGate gate, Instance instance) {
    this.plan = plan;
    this.shelf = shelf;
    this.gate = gate;
    this.instance = instance;
    this.uri = instance.server().uri();
    this.client = RestriperClient.builder(uri).pollInterval(POLL).build();
    this.patience = new Patience(plan.limit(), () -> status().toString());
  }

  static LocalTestServer start(ServerPlan plan) throws IOException, EngineStartException {
    DriveShelf shelf = DriveShelf.make(plan.directory());
    try {
      PhaseGate gate = new PhaseGate();
      return new LocalTestServer(plan, shelf, gate, Instance.start(settings(plan, shelf), gate, 0));
    } catch (IOException | EngineStartException | RuntimeException e) {
      shelf.clear();
      throw e;
    }
  }

  private static EngineSettings settings(ServerPlan plan, DriveShelf shelf) {
    List<DriveSettings> drives =
        IntStream.rangeClosed(1, plan.drives())
            .mapToObj(number -> new DriveSettings(shelf.drive(number), plan.node(number)))
            .toList();
    return new EngineSettings(shelf.root(), "test", 1, plan.encoding(), drives);
  }

  private RestriperStatus status() {
    return instance.engine().status();
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public RestriperClient client() {
    return client;
  }

  @Override
  public int drives() {
    return plan.drives();
  }

  @Override
  public Path drive(int number) {
    check(number);
    return shelf.drive(number);
  }

  private void check(int number) {
    if (number < 1 || number > drives()) {
      throw new IllegalArgumentException(
          "Drives have the numbers from 1 to " + drives() + ", not " + number + ".");
    }
  }

  @Override
  public synchronized TestServer fill() {
    for (int number = 1; number <= drives(); number++) {
      while (shelf.isBare(number)) {
        client.put("/fill/" + filled, new byte[1000]);
        filled++;
      }
    }
    return this;
  }

  @Override
  public synchronized TestServer loseDrive(int number) {
    check(number);
    if (shelf.isLost(number)) {
      throw new IllegalStateException("Drive " + number + " is lost already.");
    }
    return noticed(number, SlotState.MISSING, () -> shelf.takeAway(number));
  }

  @Override
  public synchronized TestServer returnDrive(int number) {
    checkLost(number);
    return noticed(number, SlotState.HEALTHY, () -> shelf.putBack(number));
  }

  private void checkLost(int number) {
    check(number);
    if (!shelf.isLost(number)) {
      throw new IllegalStateException("Drive " + number + " is not lost; loseDrive comes first.");
    }
  }

  @Override
  public synchronized TestServer replaceDrive(int number) {
    check(number);
    if (!shelf.isLost(number)) {
      loseDrive(number);
    }
    return noticed(number, SlotState.HEALTHY, () -> shelf.putEmpty(number));
  }

  /** Does something to a drive, and waits until the server has seen it and calls for a run. */
  private TestServer noticed(int number, SlotState state, Runnable act) {
    long before = calls();
    act.run();
    patience.until(
        "drive " + number + " to be " + state, () -> slot(number) == state && calls() != before);
    return this;
  }

  private long calls() {
    return instance.engine().risk().generation();
  }

  private SlotState slot(int number) {
    String path = shelf.drive(number).toString();
    return instance.engine().facts().slots().stream()
        .filter(slot -> slot.path().equals(path))
        .map(SlotFacts::state)
        .findFirst()
        .orElse(SlotState.EMPTY);
  }

  @Override
  public synchronized TestServer addDrive() {
    return reconfigure(plan.withDrives(plan.drives() + 1));
  }

  @Override
  public synchronized TestServer encode(String encoding) {
    return reconfigure(plan.withEncoding(Encoding.parse(encoding)));
  }

  private TestServer reconfigure(ServerPlan changed) {
    try {
      instance.engine().reconfigure(settings(changed, shelf));
    } catch (EngineStartException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    plan = changed;
    return this;
  }

  @Override
  public TestServer hold(RunPhase phase) {
    gate.hold(Phase.valueOf(phase.name()));
    return this;
  }

  @Override
  public TestServer awaitHeld() {
    if (!gate.isHolding()) {
      throw new IllegalStateException("No phase is held; hold comes first.");
    }
    patience.until("a run to come to the phase that is held", gate::isReached);
    return this;
  }

  @Override
  public TestServer release() {
    gate.release();
    return this;
  }

  @Override
  public synchronized TestServer block() {
    if (gate.isHolding()) {
      throw new IllegalStateException(
          "A run that is held cannot finish blocked; release comes before block.");
    }
    if (blockers.isPresent()) {
      throw new IllegalStateException("It is blocked already; unblock comes first.");
    }
    Deque<Integer> taken = new ArrayDeque<>();
    blockers = Optional.of(taken);
    client.put(BLOCK_FILE, new byte[1]);
    for (int number = drives(); number > 0 && !isBlocked(); number--) {
      if (!shelf.isLost(number)) {
        loseDrive(number);
        taken.push(number);
        awaitFinished();
      }
    }
    patience.until("the restriper to finish blocked", this::isBlocked);
    return this;
  }

  private boolean isBlocked() {
    return !status().blockedReason().isEmpty();
  }

  @Override
  public synchronized TestServer unblock() {
    Deque<Integer> taken =
        blockers.orElseThrow(
            () -> new IllegalStateException("block was not called, or was undone already."));
    while (!taken.isEmpty()) {
      returnDrive(taken.peek());
      taken.pop();
    }
    client.delete(BLOCK_FILE);
    blockers = Optional.empty();
    return awaitFinished().awaitSafe();
  }

  @Override
  public TestServer awaitSafe() {
    patience.until("data to be safe", () -> !status().dataAtRisk());
    return this;
  }

  @Override
  public TestServer awaitFinished() {
    patience.until("runs to be over", () -> instance.engine().isSettled());
    return this;
  }

  @Override
  public synchronized TestServer restart() {
    if (gate.isHolding()) {
      throw new IllegalStateException(
          "A run that is held cannot be stopped in order; release comes before restart.");
    }
    instance.close();
    try {
      instance = Instance.start(settings(plan, shelf), gate, uri.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException("The server did not start again: " + e.getMessage(), e);
    } catch (EngineStartException e) {
      throw new IllegalStateException("The server did not start again: " + e.getMessage(), e);
    }
    return this;
  }

  /** Stops the server and removes its directories. */
  @Override
  public void close() throws IOException {
    patience.stop();
    gate.release();
    client.close();
    synchronized (this) {
      instance.close();
      shelf.clear();
    }
  }
}
