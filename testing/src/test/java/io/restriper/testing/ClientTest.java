package io.restriper.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.restriper.client.FileDownload;
import io.restriper.client.FileSource;
import io.restriper.client.RestriperClient;
import io.restriper.client.deprecation.DeprecationNotice;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperTimeoutException;
import io.restriper.client.event.EventStream;
import io.restriper.client.event.StreamEvent;
import io.restriper.client.run.Run;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.FileEntry;
import io.restriper.model.ErrorClass;
import io.restriper.model.LegacyRestriperState;
import io.restriper.model.RestriperEventType;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RunPhase;
import io.restriper.model.RunState;
import io.restriper.model.RunTrigger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The client against the real server: each call that it has, and what a loss does to them. */
@Timeout(300)
class ClientTest {
  private static final byte[] BYTES = new byte[1_000_000];

  static {
    new Random(1).nextBytes(BYTES);
  }

  @RegisterExtension final RestriperExtension restriper = new RestriperExtension();

  private RestriperClient client;

  @BeforeEach
  void take() {
    client = restriper.client();
  }

  private byte[] read(String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FileDownload download = client.get(path)) {
      download.transferTo(bytes);
    }
    return bytes.toByteArray();
  }

  @Test
  void filesGoInAndOut(@TempDir Path directory) throws IOException {
    Path local = Files.write(directory.resolve("local"), BYTES);
    FileEntry written = client.put("/d/array", BYTES);
    client.put("/d/file", local);
    client.put("/d/stream", new ByteArrayInputStream(BYTES));
    assertThat(written.size()).hasValue(BYTES.length);
    assertThat(read("/d/array")).isEqualTo(BYTES);
    assertThat(read("/d/file")).isEqualTo(BYTES);
    assertThat(read("/d/stream")).isEqualTo(BYTES);
    try (FileDownload part = client.get("/d/array", 500_000, 1000)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      part.transferTo(bytes);
      assertThat(bytes.toByteArray()).isEqualTo(Arrays.copyOfRange(BYTES, 500_000, 501_000));
    }
    assertThat(client.list("/d").map(FileEntry::name)).containsExactly("array", "file", "stream");
    assertThat(client.attributes("/d/file").size()).hasValue(BYTES.length);
    client.delete("/d/file");
    assertThatExceptionOfType(RestriperApiException.class)
        .isThrownBy(() -> client.get("/d/file"))
        .satisfies(e -> assertThat(e.status()).isEqualTo(404));
  }

  @Test
  void aFileIsReplacedOnlyIfItIsTheOneThatIsMeant() throws IOException {
    client.put("/f", BYTES);
    String tag;
    try (FileDownload download = client.get("/f")) {
      tag = download.etag().orElseThrow();
    }
    client.putIfMatch("/f", FileSource.of(new byte[1]), tag);
    assertThatExceptionOfType(RestriperApiException.class)
        .isThrownBy(() -> client.putIfMatch("/f", FileSource.of(BYTES), tag))
        .satisfies(e -> assertThat(e.status()).isEqualTo(412));
    assertThat(read("/f")).hasSize(1);
  }

  @Test
  void whatIsToldOfTheClusterIsUnderstoodWhole() {
    assertThat(client.status().unknowns().allUnderstood()).isTrue();
    assertThat(client.protection().isKnownToBeWhole()).isTrue();
    assertThat(client.slots()).hasSize(8).allMatch(slot -> slot.unknowns().allUnderstood());
    assertThat(client.slot("1:8").unknowns().allUnderstood()).isTrue();
    assertThat(client.nodes()).hasSize(1).allMatch(node -> node.unknowns().allUnderstood());
    assertThat(client.settings().unknowns().allUnderstood()).isTrue();
    assertThat(client.fileSystem().unknowns().allUnderstood()).isTrue();
    assertThat(client.version().unknowns().allUnderstood()).isTrue();
    assertThat(client.legacyStatus().unknowns().allUnderstood()).isTrue();
    assertThat(client.list("/")).isEmpty();
  }

  @Test
  void aFileIsReadWhileAndAfterItsDrivesAreLost() throws IOException {
    client.put("/f", BYTES);
    restriper.fill().hold(RunPhase.REPROTECT).loseDrive(1).awaitHeld();
    assertThat(read("/f")).isEqualTo(BYTES);
    assertThat(client.legacyStatus().status().is(LegacyRestriperState.RUNNING)).isTrue();
    client.put("/g", BYTES);
    restriper.release().awaitFinished();
    restriper.loseDrive(3).awaitFinished();
    assertThat(read("/f")).isEqualTo(BYTES);
    assertThat(read("/g")).isEqualTo(BYTES);
    assertThat(client.status().isKnownToBeSafe()).isTrue();
  }

  @Test
  void awaitFinishedWaitsForARunAndGivesUpInTime() {
    client.put("/f", BYTES);
    restriper.fill().hold(RunPhase.REPROTECT).loseDrive(1).awaitHeld();
    assertThatExceptionOfType(RestriperTimeoutException.class)
        .isThrownBy(() -> client.awaitFinished(Duration.ZERO));
    restriper.release();
    ClusterStatus status = client.awaitFinished(Duration.ofMinutes(1));
    assertThat(status.isKnownToBeSafe()).isTrue();
  }

  @Test
  void aRunIsToldOfWhileItGoesOnAndAfterwards() {
    client.put("/f", BYTES);
    restriper.fill().hold(RunPhase.REPROTECT).loseDrive(1).awaitHeld();
    Run going = client.runs().findFirst().orElseThrow();
    assertThat(going.state().is(RunState.RUNNING)).isTrue();
    assertThat(going.trigger().is(RunTrigger.DRIVE_LOST)).isTrue();
    restriper.release().awaitFinished();
    Run over = client.run(going.id());
    assertThat(over.state().is(RunState.FINISHED)).isTrue();
    assertThat(over.unknowns().allUnderstood()).isTrue();
  }

  @Test
  void eventsTellOfALossFromThePlanToTheEnd() {
    restriper.fill();
    try (EventStream events = client.events(null)) {
      assertThat(events.next().orElseThrow()).isInstanceOf(StreamEvent.Reset.class);
      restriper.loseDrive(1);
      boolean reprotected = false;
      for (StreamEvent event = events.next().orElseThrow();
          !(event instanceof StreamEvent.Happened last
              && last.event().type().is(RestriperEventType.FINISHED));
          event = events.next().orElseThrow()) {
        reprotected |=
            event instanceof StreamEvent.Happened happened
                && happened.event().phase().is(RestriperPhase.REPROTECT);
      }
      assertThat(reprotected).isTrue();
    }
  }

  @Test
  void anErrorHasItsClassAndSaysWhatToDo() {
    assertThatExceptionOfType(RestriperApiException.class)
        .isThrownBy(() -> client.slot("1:99"))
        .satisfies(
            e -> {
              assertThat(e.errorClass().is(ErrorClass.CLUSTER_NO_SUCH_SLOT_ERROR)).isTrue();
              assertThat(e).hasMessageContaining("lists the slots");
            });
  }

  @Test
  void whatIsDeprecatedIsToldOnceWithItsSuccessor() {
    List<DeprecationNotice> notices = new ArrayList<>();
    try (RestriperClient listening =
        RestriperClient.builder(restriper.uri()).onDeprecation(notices::add).build()) {
      listening.status();
      listening.legacyStatus();
      listening.legacyStatus();
    }
    assertThat(notices).hasSize(1);
    DeprecationNotice notice = notices.get(0);
    assertThat(notice.call()).isEqualTo("GET /v1/cluster/restriper/status");
    assertThat(notice.sunset().orElseThrow()).isAfter(notice.since().orElseThrow());
    assertThat(notice.successor())
        .hasValue(restriper.uri().resolve("/v1/cluster/protection/restriper/status"));
  }

  @Test
  void aServerThatIsStartedAnewIsTheSameToTheClient() throws IOException {
    client.put("/f", BYTES);
    restriper.restart();
    assertThat(read("/f")).isEqualTo(BYTES);
  }
}
