package io.restriper.web;

import static org.awaitility.Awaitility.await;

import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.work.Phase;
import io.restriper.server.RestriperServer;
import io.restriper.server.access.Access;
import io.restriper.server.http.HttpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A real server over eight directories in four nodes, whose drives can be lost. */
final class Cluster implements AutoCloseable {
  static final int DRIVES = 8;
  static final int NODES = 4;
  private static final int BLOCK = 64 * 1024;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path root;
  private final TaskGate gate = new TaskGate();
  private final Engine engine;
  private final Api api;
  private final URI uri;
  private final Access access;
  private RestriperServer server;

  /** A server over new directories in a folder. */
  Cluster(Path root) throws IOException, EngineStartException {
    this(root, Access.open());
  }

  /** The same for those who are let in. */
  Cluster(Path root, Access access) throws IOException, EngineStartException {
    this.root = root;
    this.access = access;
    List<DriveSettings> drives =
        IntStream.rangeClosed(1, DRIVES)
            .mapToObj(number -> new DriveSettings(drive(number), 1 + (number - 1) % NODES))
            .toList();
    engine =
        Engine.start(
            new EngineSettings(root, "videos", 1, new Encoding(4, 2), drives),
            EngineRuntime.real().withFaults(gate).withBlockSize(BLOCK).withLookInterval(LOOK));
    server = serve(0);
    uri = server.uri();
    api = new Api(uri);
  }

  private RestriperServer serve(int port) throws IOException {
    return RestriperServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        HttpOptions.defaults().with(access),
        engine.files(),
        engine::facts,
        engine::status,
        engine.events(),
        engine.runs(),
        engine);
  }

  URI uri() {
    return uri;
  }

  Api api() {
    return api;
  }

  private Path drive(int number) {
    return root.resolve("drive-" + number);
  }

  /** Stores files of so many stripes of four full blocks together. */
  Cluster fill(int stripes) {
    byte[] content = new byte[4 * BLOCK];
    Random random = new Random(1);
    for (int stripe = 0; stripe < stripes; stripe++) {
      random.nextBytes(content);
      api.put("/films/" + stripe, content);
    }
    return this;
  }

  /** Takes a drive away with all that is on it; it is missed a little later. */
  Cluster lose(int number) throws IOException {
    Files.move(drive(number), root.resolve("away-" + number));
    return this;
  }

  Cluster giveBack(int number) throws IOException {
    Files.move(root.resolve("away-" + number), drive(number));
    return this;
  }

  /** Has the next run stop where a phase begins. */
  Cluster holdAt(Phase phase) {
    gate.holdAt(phase);
    return this;
  }

  /** Has the run stop after so many tasks of a phase. */
  Cluster holdAfter(Phase phase, int tasks) {
    gate.holdAfter(phase, tasks);
    return this;
  }

  Cluster awaitHeld() {
    await().atMost(LIMIT).until(gate::isReached);
    return this;
  }

  Cluster release() {
    gate.release();
    return this;
  }

  /** Waits until the drive is missed, and all that follows is over. */
  Cluster awaitSettledAfterLossOf(int number) {
    String path = drive(number).toString();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                engine.facts().slots().stream()
                    .noneMatch(
                        slot -> slot.path().equals(path) && slot.state().name().equals("HEALTHY")));
    return awaitSettled();
  }

  Cluster awaitSettled() {
    await().atMost(LIMIT).until(engine::isSettled);
    return this;
  }

  /** The server goes, the engine stays. */
  Cluster silence() {
    server.close();
    return this;
  }

  /** The server comes back at the same address. */
  Cluster speak() throws IOException {
    server = serve(uri.getPort());
    return this;
  }

  @Override
  public void close() {
    gate.release();
    server.close();
    engine.close();
  }
}
