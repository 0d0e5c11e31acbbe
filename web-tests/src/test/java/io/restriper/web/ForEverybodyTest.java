package io.restriper.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The page by keyboard, by screen reader, on a phone, light and dark. */
class ForEverybodyTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @RegisterExtension static final BrowserExtension BROWSER = new BrowserExtension();

  @TempDir static Path folder;
  private static Cluster cluster;

  private Browser browser;
  private Page page;

  /**
   * One run that is over, and one that finished blocked, so that all parts of the page are full.
   */
  @BeforeAll
  static void start() throws IOException, EngineStartException {
    cluster = new Cluster(folder).fill(20);
    for (int drive : List.of(3, 4, 5)) {
      cluster.lose(drive).awaitSettledAfterLossOf(drive);
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void open() {
    browser = BROWSER.get();
    page = new Page(browser);
    browser.open(cluster.uri() + "/");
    await().atMost(LIMIT).until(() -> page.level().equals("risk") && !page.runs().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"light, 1100", "dark, 1100", "light, 360", "dark, 360"})
  void anAccessibilityCheckerFindsNothing(String scheme, int width) {
    browser.window(width, 800).scheme(scheme);
    browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    assertThat(violations(browser)).isEmpty();
  }

  @Test
  void thePageIsNoWiderThanAPhone() {
    browser.window(360, 740);
    browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
    assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360);
  }

  @Test
  void allThatCanBeDoneCanBeDoneByKeyboard() {
    List<String> reached = new ArrayList<>();
    String focused;
    do {
      press(Keys.TAB);
      focused = focused();
      reached.add(focused);
    } while (!focused.isEmpty() && reached.size() < 100);
    Object all =
        browser.run(
            "return [...document.querySelectorAll('a, button, summary, [tabindex=\"0\"]')]"
                + ".filter((e) => e.checkVisibility()).length");
    assertThat(reached).contains("A To the content", "A API reference").doesNotHaveDuplicates();
    assertThat(reached.stream().filter(name -> !name.isEmpty()).count())
        .isGreaterThanOrEqualTo((Long) all);
  }

  @Test
  void aDriveIsOpenedAndARunIsChosenByKeyboardAndStaySoWhenNewsCome() {
    browser.run("document.querySelector('[data-slot=\"1:1\"] summary').focus()");
    press(Keys.ENTER);
    browser.run("document.querySelectorAll('[data-run]')[1].focus()");
    press(Keys.SPACE);
    await()
        .atMost(LIMIT)
        .until(
            () ->
                "true"
                    .equals(
                        browser.run(
                            "return document.querySelectorAll('[data-run]')[1]"
                                + ".getAttribute('aria-pressed')")));
    browser.runAsync(
        "await fetch('v1/version'); const shown = document.getElementById('plot');"
            + "document.dispatchEvent(new Event('visibilitychange'));");
    assertThat((Boolean) browser.run("return document.querySelector('[data-slot] details').open"))
        .isTrue();
    assertThat(focused()).startsWith("BUTTON Run 2");
    assertThat(page.text("#chart h3")).startsWith("Run 2:");
  }

  @Test
  void aScreenReaderIsToldOfTheAnswerAndOfWhatAPictureShows() {
    assertThat(browser.run("return document.getElementById('sentence').getAttribute('aria-live')"))
        .isEqualTo("polite");
    assertThat(
            (String)
                browser.run("return document.getElementById('plot').getAttribute('aria-label')"))
        .startsWith("Progress of run 3 over time: REPROTECT to ");
    assertThat(browser.run("return document.documentElement.lang")).isEqualTo("en");
    for (String landmark : List.of("header", "main", "footer", "nav", "h1")) {
      assertThat(browser.run("return document.querySelectorAll(arguments[0]).length", landmark))
          .as(landmark)
          .isEqualTo(1L);
    }
    // The number that changes all the time is not read aloud.
    assertThat(browser.run("return document.querySelectorAll('[aria-live]').length")).isEqualTo(1L);
  }

  @Test
  void theSentenceIsNotSaidAgainWhileItStaysTheSame() {
    browser.run(
        "window.said = 0; new MutationObserver((all) => { window.said += all.length; })"
            + ".observe(document.getElementById('sentence'),"
            + " { childList: true, characterData: true, subtree: true });"
            + "document.dispatchEvent(new Event('visibilitychange'));");
    browser.runAsync(
        "for (let i = 0; i < 5; i++) { await fetch('v1/version');"
            + " document.dispatchEvent(new Event('visibilitychange')); }");
    assertThat(browser.run("return window.said")).isEqualTo(0L);
  }

  private String focused() {
    return (String)
        browser.run(
            "const e = document.activeElement; return e === document.body || e === null ? ''"
                + " : e.tagName + ' ' + (e.innerText.trim() || e.getAttribute('aria-label'))");
  }

  private void press(Keys key) {
    new Actions(browser.driver()).sendKeys(key).perform();
  }

  /** What axe finds wrong with the page that is open, a line each. */
  static List<String> violations(Browser browser) {
    try (InputStream in = ForEverybodyTest.class.getResourceAsStream("/axe.min.js")) {
      browser.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object found =
        browser.runAsync(
            "const result = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
                + " 'wcag21aa', 'wcag22aa', 'best-practice']});"
                + "return result.violations.map((v) => v.id + ': ' + v.help + ' '"
                + " + v.nodes.map((n) => n.html.slice(0, 120)).join(' | '));");
    return ((List<?>) found).stream().map(Object::toString).toList();
  }
}
