package io.restriper.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real server loses drives and heals, and at each step the page says what the API says. */
class FollowsTheServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @RegisterExtension static final BrowserExtension BROWSER = new BrowserExtension();

  @TempDir Path folder;
  private Cluster cluster;
  private Browser browser;
  private Page page;

  @BeforeEach
  void start() throws IOException, EngineStartException {
    browser = BROWSER.get();
    page = new Page(browser);
    cluster = new Cluster(folder).fill(60);
    browser.open(cluster.uri() + "/");
  }

  @AfterEach
  void stop() {
    browser.open("about:blank");
    cluster.close();
  }

  @Test
  void itSaysWhatTheApiSaysWhileDrivesAreLostAndUntilAllIsWellAgain() throws IOException {
    saysWhatTheApiSays("protected");
    assertThat(page.sentence()).isEqualTo("Your data is protected.");
    assertThat(page.details())
        .containsExactly("2 drives, or 1 node, may fail now without loss of data.");
    assertThat(page.doing()).isEqualTo("No run was needed yet.");
    browser.picture("protected");

    cluster.holdAt(Phase.PLANNING).lose(3).awaitHeld();
    saysWhatTheApiSays("risk");
    assertThat(page.phase()).isEqualTo("PLANNING");
    assertThat(page.slots()).containsEntry("3:1", "missing");

    cluster.holdAt(Phase.REPROTECT).awaitHeld();
    saysWhatTheApiSays("risk");
    assertThat(page.sentence()).isEqualTo("Your data is at risk.");
    assertThat(page.phase()).isEqualTo("REPROTECT");
    assertThat(page.percent()).isEqualTo("0 %");
    assertThat(page.details()).anyMatch(detail -> detail.endsWith(" can bear 1 more failure."));
    browser.picture("at-risk");

    cluster.holdAfter(Phase.REPROTECT, 20).awaitHeld();
    saysWhatTheApiSays("risk");
    assertThat(page.percent()).isNotEqualTo("0 %");
    assertThat(page.text("#eta")).isNotEmpty();
    browser.picture("rebuilding");
    browser.scheme("dark").picture("dark");
    browser.scheme("light").window(360, 740).picture("phone");
    browser.window(1100, 900);

    cluster.release().awaitSettled();
    saysWhatTheApiSays("protected");
    assertThat(page.doing()).isEqualTo("The last run has done all its work.");
    assertThat(page.phase()).isEmpty();
    assertThat(page.runs()).isNotEmpty();
    browser.run("document.getElementById('runs-title').scrollIntoView()");
    browser.picture("runs");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void itSaysWhatIsBlockedAndWhatToDo() throws IOException {
    for (int drive : List.of(3, 4, 5)) {
      cluster.lose(drive).awaitSettledAfterLossOf(drive);
    }
    saysWhatTheApiSays("risk");
    assertThat(page.doing()).isEqualTo("The last run could not do all its work.");
    assertThat(page.blockedReason()).isNotEmpty();
    assertThat(page.remedies()).isNotEmpty().allMatch(remedy -> remedy.startsWith("What to do: "));
    browser.picture("blocked");

    cluster.giveBack(5).awaitSettled();
    saysWhatTheApiSays("protected");
    assertThat((Boolean) browser.run("return document.getElementById('trouble').hidden")).isTrue();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void withoutTheServerItSaysThatItDoesNotKnow() throws IOException {
    saysWhatTheApiSays("protected");
    cluster.silence();
    await().atMost(LIMIT).until(() -> page.level().equals("unknown"));
    assertThat(page.sentence()).isEqualTo("It is not known whether your data is safe.");
    assertThat(page.details()).contains("The server does not answer.");
    assertThat(page.text("#connection")).isEqualTo("not connected");
    assertThat(browser.driver().getTitle()).startsWith("Unknown");
    browser.picture("unknown");
    cluster.speak();
    saysWhatTheApiSays("protected");
  }

  @Test
  void itHearsOfALossByTheStreamOfEvents() throws IOException {
    await().atMost(LIMIT).until(() -> page.text("#connection").equals("live"));
    cluster.silence().speak();
    await().atMost(LIMIT).until(() -> page.text("#connection").equals("live"));
    cluster.holdAt(Phase.PLANNING).lose(1).awaitHeld();
    saysWhatTheApiSays("risk");
    assertThat(browser.requestsWithHeaders())
        .as("it goes on where it was")
        .anyMatch(
            request ->
                request.get("url").asText().endsWith("/restriper/events")
                    && request.get("headers").has("Last-Event-ID"));
  }

  @Test
  void itAsksNobodyButItsServer() throws IOException {
    saysWhatTheApiSays("protected");
    cluster.lose(2).awaitSettledAfterLossOf(2);
    saysWhatTheApiSays("protected");
    String origin = cluster.uri() + "/";
    assertThat(browser.requests())
        .contains(origin, origin + "v1/cluster/protection/restriper/status")
        .allMatch(address -> address.startsWith(origin) || address.startsWith("data:"));
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void evenAScriptInThePageCanAskNobodyElse() {
    saysWhatTheApiSays("protected");
    assertThat(
            browser.runAsync(
                "const other = location.href.replace('127.0.0.1', 'localhost');"
                    + "return await fetch(other).then(() => 'asked', () => 'refused');"))
        .isEqualTo("refused");
    assertThat(
            browser.run(
                "const made = document.createElement('script'); made.text = 'window.ran = true';"
                    + "document.body.append(made); return window.ran === true"))
        .isEqualTo(false);
    assertThat(browser.complaints())
        .anyMatch(complaint -> complaint.contains("connect-src"))
        .anyMatch(complaint -> complaint.contains("script-src"));
  }

  private void saysWhatTheApiSays(String level) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Told told = Told.by(cluster.api());
              assertThat(told.level()).isEqualTo(level);
              assertThat(Told.by(page)).isEqualTo(told);
            });
  }
}
