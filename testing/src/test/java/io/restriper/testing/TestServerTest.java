package io.restriper.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.client.RestriperClient;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.Slot;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperState;
import io.restriper.model.RunPhase;
import io.restriper.model.RunTrigger;
import io.restriper.model.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class TestServerTest {
  @RegisterExtension
  final RestriperExtension restriper = RestriperExtension.builder().drives(10).nodes(1).build();

  private RestriperClient client;

  @BeforeEach
  void store() {
    client = restriper.client();
    restriper.fill();
  }

  private SlotState drive(int number) {
    return client.slot("1:" + number).state().known().orElseThrow();
  }

  private Run lastRun() {
    return client.runs().findFirst().orElseThrow();
  }

  private boolean lastRunWas(RunTrigger trigger) {
    return lastRun().trigger().is(trigger);
  }

  @Test
  void isAServerOverDirectories() {
    assertThat(restriper.drives()).isEqualTo(10);
    assertThat(restriper.drive(10)).isDirectory();
    assertThat(restriper.uri().getPort()).isPositive();
    assertThat(client.status().state().is(RestriperState.NOT_STARTED)).isTrue();
    assertThat(client.slots()).hasSize(10);
  }

  @Test
  void aServerThatNeverRanIsSafeAndHasNothingToFinish() {
    restriper.awaitSafe().awaitFinished();
    assertThat(client.runs()).isEmpty();
  }

  @Test
  void aLossIsRebuiltAndTheNextOneToo() {
    for (int number = 1; number <= 4; number++) {
      restriper.loseDrive(number);
      assertThat(drive(number)).isEqualTo(SlotState.MISSING);
      assertThat(restriper.drive(number)).doesNotExist();
      restriper.awaitFinished();
      assertThat(client.status().isKnownToBeSafe()).isTrue();
      assertThat(lastRunWas(RunTrigger.DRIVE_LOST)).isTrue();
    }
  }

  @Test
  void aDriveComesBackWithWhatWasOnIt() {
    restriper.hold(RunPhase.PLANNING).loseDrive(1).loseDrive(2).loseDrive(3).loseDrive(4);
    restriper.loseDrive(5);
    assertThat(client.protection().remainingDriveFailures()).hasValue(0);
    for (int number = 1; number <= 5; number++) {
      restriper.returnDrive(number);
      assertThat(drive(number)).isEqualTo(SlotState.HEALTHY);
    }
    restriper.release().awaitFinished();
    assertThat(client.status().isKnownToBeSafe()).isTrue();
  }

  @Test
  void anEmptyDriveTakesThePlaceOfALostOneOrOfOneThatIsThere() throws IOException {
    restriper.loseDrive(1).awaitFinished().replaceDrive(1).awaitFinished();
    assertThat(drive(1)).isEqualTo(SlotState.HEALTHY);
    assertThat(lastRunWas(RunTrigger.DRIVE_ADDED)).isTrue();
    Files.writeString(restriper.drive(2).resolve("mark"), "was here");
    restriper.replaceDrive(2).awaitFinished();
    assertThat(restriper.drive(2).resolve("mark")).doesNotExist();
    assertThat(client.status().isKnownToBeSafe()).isTrue();
  }

  @Test
  void aDriveIsAdded() {
    restriper.addDrive().awaitFinished();
    assertThat(restriper.drives()).isEqualTo(11);
    assertThat(drive(11)).isEqualTo(SlotState.HEALTHY);
    assertThat(lastRunWas(RunTrigger.DRIVE_ADDED)).isTrue();
  }

  @Test
  void filesAreReencoded() {
    restriper.hold(RunPhase.TRANSCODE).encode("6+3").awaitHeld();
    assertThat(client.protection().pendingConfiguration()).isPresent();
    restriper.release().awaitFinished();
    assertThat(client.protection().pendingConfiguration()).isEmpty();
    assertThat(client.protection().blocksPerStripe()).hasValue(9);
  }

  @ParameterizedTest
  @EnumSource(
      value = RunPhase.class,
      names = {"PLANNING", "REPROTECT"})
  void aRunShowsThePhaseUntilItIsReleased(RunPhase phase) {
    restriper.hold(phase).loseDrive(3).awaitHeld();
    ClusterStatus status = client.status();
    assertThat(status.phase().is(RestriperPhase.valueOf(phase.name()))).isTrue();
    assertThat(status.dataAtRisk()).hasValue(true);
    restriper.release().awaitFinished();
    assertThat(client.status().isKnownToBeSafe()).isTrue();
  }

  @Test
  void aRunThatIsHeldGoesOnToThePhaseThatIsHeldNext() {
    restriper.hold(RunPhase.PLANNING).loseDrive(3).awaitHeld();
    restriper.hold(RunPhase.REPROTECT).awaitHeld();
    assertThat(client.status().phase().is(RestriperPhase.REPROTECT)).isTrue();
  }

  @Test
  void levellingIsHeldToo() {
    client.put("/large", new byte[24 * 4 * 64 * 1024]);
    restriper.hold(RunPhase.REBALANCE).addDrive().addDrive().awaitHeld();
    assertThat(client.status().phase().is(RestriperPhase.REBALANCE)).isTrue();
    assertThat(client.status().isKnownToBeSafe()).isTrue();
    restriper.release().awaitFinished();
    assertThat(lastRunWas(RunTrigger.DRIVE_ADDED)).isTrue();
  }

  @Test
  void aRestriperIsBlockedAndUnblockedAgain() {
    restriper.block();
    ClusterStatus blocked = client.status();
    assertThat(blocked.isFinished()).isTrue();
    assertThat(blocked.isBlocked()).isTrue();
    assertThat(blocked.dataAtRisk()).hasValue(true);
    assertThatIllegalStateException().isThrownBy(restriper::block);
    restriper.unblock();
    assertThat(client.status().isBlocked()).isFalse();
    assertThat(client.status().isKnownToBeSafe()).isTrue();
    assertThat(client.list("/").map(entry -> entry.name())).containsExactly("fill");
    restriper.block().unblock();
    assertThat(client.status().isKnownToBeSafe()).isTrue();
  }

  @Test
  void aRestartKeepsAddressFilesAndRuns() {
    restriper.loseDrive(1).awaitFinished().restart();
    assertThat(client.list("/fill")).isNotEmpty();
    assertThat(client.status().isFinished()).isTrue();
    assertThat(client.runs()).hasSize(1);
  }

  @Test
  void whatMakesNoSenseIsRefusedInWords() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restriper.loseDrive(11))
        .withMessage("Drives have the numbers from 1 to 10, not 11.");
    assertThatIllegalArgumentException().isThrownBy(() -> restriper.drive(0));
    assertThatIllegalArgumentException().isThrownBy(() -> restriper.encode("many"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> restriper.encode("10+2"))
        .withMessageContaining("needs at least 11 drives, and there are 10");
    assertThatIllegalStateException()
        .isThrownBy(() -> restriper.returnDrive(1))
        .withMessageContaining("loseDrive comes first");
    assertThatIllegalStateException().isThrownBy(restriper::unblock);
    assertThatIllegalStateException().isThrownBy(restriper::awaitHeld);
    restriper.loseDrive(1);
    assertThatIllegalStateException().isThrownBy(() -> restriper.loseDrive(1));
    restriper.hold(RunPhase.PLANNING);
    assertThatIllegalStateException().isThrownBy(restriper::block);
    assertThatIllegalStateException().isThrownBy(restriper::restart);
  }

  @Test
  void waitingHasALimitAndTellsWhatTheServerSays() {
    Patience patience = new Patience(Duration.ofNanos(1), () -> "all is well");
    assertThatThrownBy(() -> patience.until("a storm", () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Waited PT0.000000001S for a storm, in vain. The server says: all is well");
    patience.stop();
    Patience stopped = new Patience(Duration.ofMinutes(1), () -> "gone");
    stopped.stop();
    assertThatIllegalStateException().isThrownBy(() -> stopped.until("it", () -> false));
  }

  @Test
  void drivesAreSpreadOverTheNodes() throws Exception {
    ServerPlan plan =
        new ServerPlan(
            6,
            ServerPlan.DEFAULTS.encoding(),
            3,
            ServerPlan.DEFAULTS.limit(),
            ServerPlan.DEFAULTS.directory());
    try (LocalTestServer server = LocalTestServer.start(plan)) {
      List<String> slots = server.client().slots().stream().map(Slot::id).toList();
      assertThat(slots).containsExactly("1:1", "1:2", "2:1", "2:2", "3:1", "3:2");
      assertThat(server.loseDrive(2).client().slot("2:1").state().is(SlotState.MISSING)).isTrue();
    }
  }

  @Test
  void anExtensionThatCannotBeIsRefusedWhenItIsMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestriperExtension.builder().drives(4).build())
        .withMessageContaining("needs at least 5 drives");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestriperExtension.builder().nodes(0).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestriperExtension.builder().limit(Duration.ZERO).build());
  }
}
