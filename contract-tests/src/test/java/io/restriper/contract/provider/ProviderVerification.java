package io.restriper.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junitsupport.State;
import io.restriper.contract.spec.SpecResponses;
import io.restriper.contract.spec.ValidatingProxy;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Verifies what the client relies on against the real server over a real volume that is really in
 * the stated condition. Every answer that goes by is checked against the specification too.
 */
abstract class ProviderVerification {
  private static final SpecResponses SPEC = SpecResponses.load();
  private static final byte[] HUNDRED = hundred();

  private World world;
  private ValidatingProxy proxy;

  @BeforeEach
  void startProxy(PactVerificationContext context) throws IOException {
    proxy = ValidatingProxy.start(SPEC, () -> world.uri());
    context.setTarget(HttpTestTarget.fromUrl(new java.net.URL("http://127.0.0.1:" + proxy.port())));
  }

  /** Verifies one interaction. */
  final void verify(PactVerificationContext context) {
    context.verifyInteraction();
    assertThat(proxy.answers()).isPositive();
    assertThat(proxy.violations()).isEmpty();
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    if (world != null) {
      world.close();
    }
  }

  private static byte[] hundred() {
    byte[] bytes = new byte[100];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @State("a new volume")
  void newVolume() throws IOException, EngineStartException {
    world = new World.Plan().start();
  }

  @State("a drive was lost and no run has begun")
  void lossBeforeRun() throws IOException, EngineStartException {
    world = new World.Plan().restriperAtRest().start().withFiles(10).lose(1);
  }

  @State("a run has finished and another drive was lost since")
  void lossAfterRun() throws IOException, EngineStartException {
    World before = new World.Plan().start().withFiles(10).lose(1).awaitSafe();
    world = new World.Plan().on(before.leave()).restriperAtRest().start().lose(2);
  }

  @State("a run is in PLANNING after the loss of a drive")
  void planning() throws IOException, EngineStartException {
    world = new World.Plan().held(Gate.atPhase(Phase.PLANNING)).start().withFiles(10);
    world.lose(1).awaitHeld();
  }

  @State("a run is in REPROTECT after the loss of a drive")
  void reprotect() throws IOException, EngineStartException {
    world = new World.Plan().held(Gate.atTasks(Phase.REPROTECT)).start().withFiles(10);
    world.lose(1).awaitHeld();
  }

  @State("a run is in PARTITIONED_REBALANCE of a change to 7+1")
  void partitionedRebalance() throws IOException, EngineStartException {
    Gate gate = Gate.atTasks(Phase.PARTITIONED_REBALANCE);
    world = new World.Plan().firstDriveCramped().held(gate).start().withFiles(10);
    world.changeEncoding("7+1").awaitHeld();
  }

  @State("a run is in TRANSCODE of a change to 5+3")
  void transcode() throws IOException, EngineStartException {
    world = new World.Plan().held(Gate.atTasks(Phase.TRANSCODE)).start().withFiles(10);
    world.changeEncoding("5+3").awaitHeld();
  }

  @State("a run is in REBALANCE after drives were added")
  void rebalance() throws IOException, EngineStartException {
    world = new World.Plan().held(Gate.atTasks(Phase.REBALANCE)).start().withLargeFile();
    world.addDrives(2).awaitHeld();
  }

  @State("a change to 5+3 waits for a drive that is missing")
  void changeWaits() throws IOException, EngineStartException {
    world = new World.Plan().start().withFiles(10).lose(1).awaitSafe();
    world.changeEncoding("5+3").awaitBlocked();
  }

  @State("a lost drive was healed")
  void healed() throws IOException, EngineStartException {
    world = new World.Plan().start().withFiles(10).lose(1).awaitSafe();
  }

  @State("a run has finished blocked with five drives left")
  void blocked() throws IOException, EngineStartException {
    world = new World.Plan().start().withFiles(10);
    world.lose(3).awaitSafe().lose(2).awaitSafe().lose(1).awaitBlocked().awaitRemaining(1);
  }

  @State("three drives are missing")
  void dataAway() throws IOException, EngineStartException {
    World before = new World.Plan().start().withFile(HUNDRED).withFiles(20);
    before.leave();
    // The first block has bytes of the file: without it and two more, nothing can be read.
    for (String index : new String[] {"-00", ""}) {
      for (int drive = 1; drive <= 8; drive++) {
        if (missing(before) < 3 && hasBlock(before, drive, index)) {
          World.delete(before.path(drive));
        }
      }
    }
    world = new World.Plan().on(before.root()).start().awaitBlocked().awaitRemaining(0);
  }

  private static long missing(World world) {
    long missing = 0;
    for (int drive = 1; drive <= 8; drive++) {
      missing += Files.isDirectory(world.path(drive)) ? 0 : 1;
    }
    return missing;
  }

  private static boolean hasBlock(World world, int drive, String end) throws IOException {
    return block(world, drive, end).isPresent();
  }

  /** A block of /dir/file whose name ends in this way, if the drive is there and has one. */
  private static Optional<Path> block(World world, int drive, String end) throws IOException {
    if (!Files.isDirectory(world.path(drive))) {
      return Optional.empty();
    }
    try (var walk = Files.walk(world.path(drive).resolve("blocks"))) {
      return walk.filter(file -> Files.isRegularFile(file) && file.toString().endsWith(end))
          .filter(
              file -> {
                try {
                  return new String(
                          Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                      .contains("/dir/file");
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .findFirst();
    }
  }

  @State("a run is half way through REBALANCE")
  void halfWay() throws IOException, EngineStartException {
    Gate gate = Gate.afterTasks(Phase.REBALANCE, 4);
    world = new World.Plan().held(gate).restriperAtRest().volumeTimeRuns(50).start();
    world.withLargeFile().addDrives(2);
    world.awaitCall(Trigger.IMBALANCE).startRestriper().awaitHeld();
  }

  @State("a run in REPROTECT has stalled")
  void stalled() throws IOException, EngineStartException {
    Gate gate = Gate.atTasks(Phase.REPROTECT);
    world = new World.Plan().held(gate).stallingSoon().start().withFiles(10);
    world.lose(1).awaitHeld().awaitBlocked(BlockedCode.STALLED);
  }

  @State("an empty drive took the place of a lost one")
  void added() throws IOException, EngineStartException {
    world = new World.Plan().restriperAtRest().start().withFiles(10).lose(1).replace(1);
    world.awaitCall(Trigger.DRIVE_ADDED).startRestriper().awaitRun(Trigger.DRIVE_ADDED);
  }

  @State("a lost drive is back")
  void returned() throws IOException, EngineStartException {
    world = new World.Plan().restriperAtRest().start().withFiles(10).takeOutAndPutBack(1);
    world.awaitCall(Trigger.DRIVE_RETURNED).startRestriper().awaitRun(Trigger.DRIVE_RETURNED);
  }

  @State("a corrupt block was found and mended")
  void corrupt() throws IOException, EngineStartException {
    world = new World.Plan().start().withFile(HUNDRED);
    for (int drive = 1; drive <= 8; drive++) {
      Optional<Path> block = block(world, drive, "-00");
      if (block.isPresent()) {
        byte[] bytes = Files.readAllBytes(block.get());
        bytes[bytes.length - 1] ^= 1;
        Files.write(block.get(), bytes);
      }
    }
    world.readFile().awaitRun(Trigger.CORRUPTION_FOUND);
  }

  @State("a drive is missing and the others are full")
  void noRoom() throws IOException, EngineStartException {
    World before = new World.Plan().start().withFiles(10);
    before.leave();
    World.delete(before.path(1));
    world = new World.Plan().on(before.root()).over(World::full).start().awaitBlocked();
  }

  @State("three drives were replaced by empty ones")
  void dataLost() throws IOException, EngineStartException {
    World before = new World.Plan().start().withFile(HUNDRED);
    before.leave();
    List<Integer> lost = new ArrayList<>();
    for (int drive = 1; drive <= 8 && lost.size() < 3; drive++) {
      if (hasBlock(before, drive, "")) {
        World.delete(before.path(drive));
        lost.add(drive);
      }
    }
    world = new World.Plan().on(before.root()).restriperAtRest().start();
    for (int drive : lost) {
      world.replace(drive);
    }
    world.awaitCall(Trigger.DRIVE_ADDED).startRestriper().awaitRun(Trigger.DRIVE_ADDED);
  }

  @State("a task fails in every run")
  void taskFails() throws IOException, EngineStartException {
    world = new World.Plan().failing().start().withFiles(10).lose(1).awaitRun(Trigger.RETRY);
  }

  @State("four drives are left")
  void fourDrives() throws IOException, EngineStartException {
    world = new World.Plan().start();
    world.lose(1).lose(2).lose(3).lose(4);
  }

  @State("all drives are full")
  void full() throws IOException, EngineStartException {
    world = new World.Plan().over(World::full).start();
  }

  @State("a file /dir/file of 100 bytes from 0 to 99")
  void file() throws IOException, EngineStartException {
    world = new World.Plan().start().withFile(HUNDRED);
  }

  @State("the server asks for tokens")
  void tokens() throws IOException, EngineStartException {
    world = new World.Plan().lettingIn(Doorkeeper.access()).start();
  }

  @State("the server asks for tokens and has got too many wrong ones")
  void tooManyWrongTokens() throws IOException, EngineStartException, InterruptedException {
    tokens();
    Doorkeeper.annoy(world.uri());
  }

  @State("drives of another cluster, another node and a damaged one")
  void oddDrives() throws IOException, EngineStartException {
    World before = new World.Plan().start();
    before.leave();
    Files.writeString(before.path(6).resolve("restriper-drive.properties"), "damaged");
    UUID cluster =
        ((DriveIdentity.ReadResult.Found) DriveIdentity.read(new LocalDriveFiles(before.path(1))))
            .identity()
            .cluster();
    new DriveIdentity(UUID.randomUUID(), UUID.randomUUID(), 1, Instant.now())
        .write(new LocalDriveFiles(before.path(7)));
    new DriveIdentity(cluster, UUID.randomUUID(), 2, Instant.now())
        .write(new LocalDriveFiles(before.path(8)));
    world = new World.Plan().on(before.root()).start();
    world
        .awaitSlot(6, SlotState.DEAD)
        .awaitSlot(7, SlotState.WRONG_CLUSTER)
        .awaitSlot(8, SlotState.WRONG_NODE);
  }
}
