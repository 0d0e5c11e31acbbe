package io.restriper.web;

import static io.restriper.web.StubServer.PROTECTION;
import static io.restriper.web.StubServer.RUNS;
import static io.restriper.web.StubServer.SLOTS;
import static io.restriper.web.StubServer.STATUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that say less than ours, or what nobody knows yet. */
class UnknownIsNotFineTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String RUN =
      """
      {"runs":[{"id":"7","trigger":"DRIVE_LOST","cause":"drive 1:3 lost","state":"RUNNING",
      "started_at":"2026-11-24T08:30:15Z","finished_at":null,"as_of":"2026-11-24T08:30:28Z",
      "coordinator_node":1,"blocked_reason":"","phases":[{"phase":"REPROTECT",
      "started_at":"2026-11-24T08:30:15.5Z","elapsed_seconds":12.5,"percent_complete":37.5,
      "total":{"bytes":"83886080","stripes":80},"done":{"bytes":"31457280","stripes":30},
      "in_flight":{"bytes":"4194304","stripes":4},"queued":{"bytes":"48234496","stripes":46},
      "blocked":{"bytes":"0","stripes":0},"failed":{"bytes":"0","stripes":0},
      "bytes_per_second":2621440.5,"average_bytes_per_second":2516582.5,
      "estimated_seconds_left":{"low":170.5,"high":240.25},"estimate_gap":""}],
      "phases_total":1,"at_risk":[{"remaining_failures":-1,"bytes":"1024","stripes":1},
      {"remaining_failures":0,"bytes":"52428800","stripes":50}],
      "blocked":[],"blocked_total":0,"failed":[],"failed_total":0}]}""";

  @RegisterExtension static final BrowserExtension BROWSER = new BrowserExtension();

  private StubServer server;
  private Browser browser;
  private Page page;

  @BeforeEach
  void start() throws IOException {
    browser = BROWSER.get();
    page = new Page(browser);
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    browser.open("about:blank");
    server.close();
  }

  @Test
  void aServerWithoutRunsAndEventsIsAskedAgainAndAgain() {
    open("protected");
    assertThat(page.text("#no-runs")).isEqualTo("This server does not tell of its runs.");
    assertThat(page.text("#connection")).isEqualTo("asking every few seconds");
    assertThat(page.text("[data-slot] .fill")).isEqualTo("fill unknown");
    server
        .change(STATUS, "FINISHED", "RUNNING")
        .change(STATUS, "\"phase\":\"\"", "\"phase\":\"REPROTECT\"")
        .change(STATUS, "\"elapsed_seconds\":0.0", "\"elapsed_seconds\":60")
        .change(STATUS, "\"percent_complete\":0.0", "\"percent_complete\":50")
        .change(STATUS, "false", "true");
    awaitLevel("risk");
    assertThat(page.details().get(0)).isEqualTo("The server does not tell how much.");
    assertThat(page.percent()).isEqualTo("50 %");
    assertThat(page.text("#eta")).isEqualTo("a guess: 30 seconds to 2 minutes left");
  }

  @ParameterizedTest
  @CsvSource({
    STATUS + ", FINISHED, HIBERNATING",
    STATUS + ", '\"phase\":\"\"', '\"phase\":\"POLISH\"'",
    STATUS + ", '\"data_at_risk\":false', '\"data_at_risk\":null'",
    STATUS + ", '\"data_at_risk\":false', '\"data_at_risk\":\"no\"'",
    STATUS + ", '\"data_at_risk\":false,', ''",
    STATUS + ", '{', '['",
    PROTECTION + ", PROTECTION_SYSTEM_TYPE_EC, PROTECTION_SYSTEM_TYPE_HOPE",
    SLOTS + ", healthy, glowing",
    "/v1/cluster/nodes/, online, dreaming",
  })
  void aValueThatNobodyKnowsIsNotTakenForGoodNews(String path, String part, String by) {
    server.change(path, part, by);
    open("unknown");
    assertThat(page.sentence()).isEqualTo("It is not known whether your data is safe.");
    assertThat(page.details()).isNotEmpty();
  }

  @Test
  void dataAtRiskStaysAtRiskWhateverElseIsNotKnown() {
    server.change(STATUS, "false", "true").change(STATUS, "FINISHED", "HIBERNATING");
    open("risk");
    assertThat(page.details()).anyMatch(detail -> detail.contains("\"HIBERNATING\""));
  }

  @Test
  void howMuchIsAtRiskIsToldByHowMuchMoreItCanBear() {
    server
        .say(RUNS, RUN)
        .change(STATUS, "FINISHED", "RUNNING")
        .change(STATUS, "\"phase\":\"\"", "\"phase\":\"REPROTECT\"")
        .change(STATUS, "false", "true");
    open("risk");
    assertThat(page.details())
        .containsExactly(
            "1 KiB cannot be read any more, for now or for good.",
            "50 MiB can bear no more failure: the next one loses data.");
    assertThat(page.text("#rate")).isEqualTo("2.5 MiB/s");
    assertThat(page.text("#eta")).isEqualTo("3 to 4 minutes left");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"state\":\"RUNNING\"', '\"state\":\"ORBITING\"'",
    "REPROTECT, POLISH",
    "'\"blocked\":[]', '\"blocked\":[{\"code\":\"MOON\",\"message\":\"m.\",\"remedy\":\"r.\"}]'",
  })
  void aRunWithWhatNobodyKnowsIsNotTakenForGoodNews(String part, String by) {
    server.say(RUNS, RUN).change(RUNS, part, by);
    open("unknown");
  }

  @Test
  void anAnswerThatIsNoJsonIsNotTakenForGoodNews() {
    server.say(STATUS, "<html>It works!</html>");
    open("unknown");
    assertThat(page.details()).contains("The server answers with something that is not JSON.");
    server.forget(STATUS);
    await().atMost(LIMIT).until(() -> page.details().contains("There is no such thing."));
    assertThat(page.level()).isEqualTo("unknown");
  }

  @Test
  void whatTheServerSendsIsShownAsTextAndNeverRun() {
    server.change("/v1/cluster/settings", "stub", "<img src=x onerror='document.title=1'>");
    open("protected");
    assertThat(page.text("#cluster")).isEqualTo("<img src=x onerror='document.title=1'>");
    assertThat(browser.driver().getTitle()).startsWith("Protected");
  }

  @Test
  void aServerThatWantsATokenIsGivenTheOneThatThePersonTypes() {
    server.want("secret");
    open("unknown");
    assertThat(page.details()).containsExactly("The server asks for a token.");
    type("wrong");
    await()
        .atMost(LIMIT)
        .until(() -> page.details().contains("The server does not take this token. Send a token."));
    assertThat(page.level()).isEqualTo("unknown");
    type("secret");
    awaitLevel("protected");
    assertThat(isAsked()).isFalse();
  }

  private boolean isAsked() {
    return (Boolean) browser.run("return !document.getElementById('token').hidden");
  }

  private void type(String token) {
    await().atMost(LIMIT).until(this::isAsked);
    browser.run(
        "document.getElementById('token-value').value = arguments[0];"
            + "document.querySelector('#token button').click()",
        token);
  }

  private void open(String level) {
    browser.open(server.uri() + "/");
    await().atMost(LIMIT).until(() -> !page.details().contains("The server has not answered yet."));
    awaitLevel(level);
  }

  private void awaitLevel(String level) {
    await().atMost(LIMIT).until(() -> page.level().equals(level));
  }
}
