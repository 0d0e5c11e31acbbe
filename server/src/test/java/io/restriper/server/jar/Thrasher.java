package io.restriper.server.jar;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does to a server and its drives, step by step, what happens to them over years. It never takes
 * more drives away than the stripes bear, and lets the server mend what was lost before it takes
 * the next ones.
 */
final class Thrasher {
  private static final Logger LOG = LoggerFactory.getLogger(Thrasher.class);
  private static final List<String> ENCODINGS = List.of("4+2", "3+2", "6+2", "3+3", "5+1");
  private static final int FIRST_DRIVES = 9;
  private static final int MOST_DRIVES = 12;

  /** What a slow machine may take to mend a loss or to change every file. */
  private static final Duration HEALING = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int BUSY_PERCENT = 1;

  private final Path directory;
  private final Random random;
  private final Doorway door;
  private final Traffic traffic;
  private final Shelf shelf;
  private final Map<String, Integer> counts = new HashMap<>();

  /** The encodings that files can be in. */
  private final Set<String> encodings = new TreeSet<>();

  private JarServer server;

  Thrasher(Path directory, Random random, Doorway door, Traffic traffic) throws IOException {
    this.directory = directory;
    this.random = random;
    this.door = door;
    this.traffic = traffic;
    this.shelf = new Shelf(directory, FIRST_DRIVES, ENCODINGS.get(0));
    encodings.add(shelf.encoding());
  }

  void start() throws IOException {
    server = JarServer.start(directory, "--config", shelf.config().toString());
    LOG.info("the server runs");
    door.open(server);
  }

  /** The first loss, with which the restriper has something to tell of. */
  void loseTheFirst() throws IOException {
    awaitMoment();
    lose();
    awaitWhole();
  }

  void close() {
    door.close();
    if (server != null) {
      server.kill();
    }
  }

  JarServer server() {
    return server;
  }

  /** Does one thing. */
  void step() throws IOException, InterruptedException {
    door.throwIfAnythingIsWrong();
    int dice = random.nextInt(100);
    if (dice < 30) {
      kill();
    } else if (dice < 50) {
      awaitWhole();
      lose();
    } else if (dice < 65) {
      bringBack();
    } else if (dice < 85) {
      edit();
      if (random.nextBoolean()) {
        server.signal("HUP");
      }
    } else if (dice < 92) {
      awaitMend();
    } else {
      awaitMoment();
    }
  }

  private void kill() throws IOException {
    int dice = random.nextInt(8);
    boolean mayLose = dice < 2 && isWholeForAll();
    awaitMoment();
    mayLose &= isWhole();
    door.close();
    server.kill();
    tell("kill -9");
    if (mayLose) {
      lose();
    } else if (dice < 4) {
      bringBack();
    } else if (dice < 6) {
      edit();
    }
    start();
  }

  /** Waits until it may hurt: some requests later, or as soon as the restriper is at work. */
  private void awaitMoment() {
    long from = traffic.operations();
    int requests = random.nextInt(12);
    boolean busy = random.nextBoolean();
    until(
        requests + " more requests",
        () -> traffic.operations() - from >= requests || busy && isBusy());
  }

  private boolean isBusy() {
    return server.status().get("percent_complete").asDouble() >= BUSY_PERCENT;
  }

  private void lose() throws IOException {
    List<Integer> candidates = new ArrayList<>(shelf.configuredAndThere());
    candidates.removeIf(drive -> !shelf.holds(drive));
    int bears = encodings.stream().mapToInt(Thrasher::parity).min().orElseThrow();
    int losses = 1 + random.nextInt(bears);
    for (int loss = 0; loss < losses; loss++) {
      int drive = candidates.remove(random.nextInt(candidates.size()));
      shelf.moveAway(drive);
      tell("lose drive", drive);
    }
  }

  private void bringBack() throws IOException {
    if (shelf.away().isEmpty()) {
      return;
    }
    int drive = any(shelf.away());
    boolean noticed = !door.leadsTo(server) || !isHealthy(drive);
    if (random.nextInt(3) == 0 && noticed && shelf.configured().contains(drive)) {
      shelf.replaceByEmpty(drive);
      tell("replace by an empty one drive", drive);
    } else {
      shelf.putBack(drive);
      tell("put back drive", drive);
    }
  }

  private void edit() throws IOException {
    int dice = random.nextInt(3);
    if (dice == 0) {
      String encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
      if (total(encoding) <= shelf.configured().size()) {
        encodings.add(encoding);
        shelf.encode(encoding);
        tell("encoding " + encoding);
      }
    } else if (dice == 1 && shelf.configured().size() < MOST_DRIVES) {
      Set<Integer> free = new TreeSet<>();
      for (int drive = 1; drive <= MOST_DRIVES; drive++) {
        if (!shelf.configured().contains(drive)) {
          free.add(drive);
        }
      }
      int drive = any(free);
      shelf.add(drive);
      tell("add drive", drive);
    } else if (dice == 2 && shelf.configured().size() > needed()) {
      int drive = any(shelf.configured());
      shelf.takeOut(drive);
      tell("take out drive", drive);
    }
  }

  private int any(Collection<Integer> drives) {
    return List.copyOf(drives).get(random.nextInt(drives.size()));
  }

  private static int parity(String encoding) {
    return Integer.parseInt(encoding.split("\\+")[1]);
  }

  private static int total(String encoding) {
    return Integer.parseInt(encoding.split("\\+")[0]) + parity(encoding);
  }

  private int needed() {
    return encodings.stream().mapToInt(Thrasher::total).max().orElseThrow();
  }

  private boolean isHealthy(int drive) {
    return slots().getOrDefault(drive, "").equals("healthy");
  }

  /** The states of the slots, by drive. */
  private Map<Integer, String> slots() {
    Map<Integer, String> states = new HashMap<>();
    for (JsonNode slot : server.json("/v1/cluster/slots/")) {
      states.put(slot.get("node_id").asInt(), slot.get("state").asText());
    }
    return states;
  }

  /** Whether the server has noticed every loss and has mended it. */
  private boolean isWhole() {
    return shelf.away().stream().noneMatch(this::isHealthy)
        && !server.status().get("data_at_risk").asBoolean();
  }

  private void awaitWhole() throws IOException {
    if (shelf.configuredAndThere().size() < needed()) {
      putAllBack();
    }
    until("data is not at risk, whoever was writing", this::isWholeForAll);
  }

  /**
   * Whether it is whole, and stays so when the writes end that have begun: one that began while a
   * drive was away may have a block less than it should, which nobody is told of before its end.
   */
  private boolean isWholeForAll() {
    Set<Long> earlier = traffic.writesUnderWay();
    if (!isWhole()) {
      return false;
    }
    until("writes that have begun end", () -> traffic.haveEnded(earlier));
    return isWhole();
  }

  private void putAllBack() throws IOException {
    for (int drive : Set.copyOf(shelf.away())) {
      shelf.putBack(drive);
      tell("put back drive", drive);
    }
  }

  /** Gives the server what it needs, and waits until it has done all that there is to do. */
  void awaitMend() throws IOException {
    putAllBack();
    until("everything is mended", this::isMended);
    encodings.retainAll(Set.of(shelf.encoding()));
    tell("mended");
  }

  private boolean isMended() {
    JsonNode protection = server.json("/v1/cluster/protection/status");
    JsonNode status = server.status();
    Map<Integer, String> slots = slots();
    return protection.get("pending_configuration").isNull()
        && protection.get("blocks_per_stripe").asInt() == total(shelf.encoding())
        && protection.get("max_drive_failures").asInt() == parity(shelf.encoding())
        && slots.keySet().equals(shelf.configured())
        && Set.copyOf(slots.values()).equals(Set.of("healthy"))
        && status.get("state").asText().equals("FINISHED")
        && status.get("blocked_reason").asText().isEmpty()
        && !status.get("data_at_risk").asBoolean();
  }

  private void until(String what, Callable<Boolean> condition) {
    try {
      await()
          .atMost(HEALING)
          .pollInterval(POLL)
          .until(
              () -> {
                door.throwIfAnythingIsWrong();
                return condition.call();
              });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("It never came to that " + what + ". " + describe(), e);
    }
  }

  private String describe() {
    return server.status()
        + " "
        + server.json("/v1/cluster/protection/status")
        + " slots "
        + slots()
        + ", wanted "
        + shelf.configured()
        + " "
        + shelf.encoding()
        + ", away "
        + shelf.away();
  }

  private void tell(String what, int drive) {
    counts.merge(what, 1, Integer::sum);
    LOG.info("{} {}", what, drive);
  }

  private void tell(String what) {
    counts.merge(what, 1, Integer::sum);
    LOG.info("{}", what);
  }

  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " x " + count.getKey())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
