package io.restriper.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.access.Access;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Token;
import io.restriper.server.access.token.TokenText;
import io.restriper.server.access.token.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real server that asks for tokens, and a person who has one. */
class LogsInTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ASKED = "The server asks for a token.";

  @RegisterExtension static final BrowserExtension BROWSER = new BrowserExtension();

  private final TokenText text = TokenText.random(new SecureRandom());
  private final Tokens tokens =
      new Tokens(
          List.of(
              new Token(
                  "00000001",
                  "page",
                  Role.OBSERVER,
                  Instant.EPOCH,
                  Optional.empty(),
                  HexFormat.of().formatHex(text.hash()))));
  private final Access access = Access.of(Optional.of(tokens));

  @TempDir Path folder;
  private Cluster cluster;
  private Browser browser;
  private Page page;

  @BeforeEach
  void start() throws IOException, EngineStartException {
    browser = BROWSER.get();
    page = new Page(browser);
    cluster = new Cluster(folder, access);
  }

  @AfterEach
  void stop() {
    browser.open("about:blank");
    cluster.close();
  }

  @Test
  void thePageIsLookedAtWithATokenThatIsKeptInMemoryOnly() {
    browser.open(cluster.uri() + "/");
    awaitDetail(ASKED);
    assertThat(page.level()).isEqualTo("unknown");

    type(TokenText.random(new SecureRandom()).secret());
    awaitDetail("The server does not take this token. The token is not known");
    type(text.secret().substring(0, 30));
    awaitDetail("The server does not take this token. The token is cut off");
    assertThat(page.level()).isEqualTo("unknown");

    type(text.secret());
    await().atMost(LIMIT).until(() -> page.level().equals("protected"));
    await().atMost(LIMIT).until(() -> page.text("#connection").equals("live"));
    assertThat(page.slots()).hasSize(Cluster.DRIVES).doesNotContainValue("");
    assertThat(
            browser.run(
                "return sessionStorage.length + localStorage.length + document.cookie.length"))
        .isEqualTo(0L);
    assertThat((String) browser.run("return document.documentElement.outerHTML"))
        .doesNotContain(text.secret());

    browser.open(cluster.uri() + "/");
    awaitDetail(ASKED);
    assertThat(page.level()).isEqualTo("unknown");
  }

  @Test
  void whenTheTokenIsRevokedThePageKnowsNothingAnyMore() {
    browser.open(cluster.uri() + "/");
    awaitDetail(ASKED);
    type(text.secret());
    await().atMost(LIMIT).until(() -> page.level().equals("protected"));

    access.accept(Tokens.NONE);

    awaitDetail("The server does not take this token. The token is not known");
    assertThat(page.level()).isEqualTo("unknown");
    assertThat(page.text("#connection")).isEqualTo("not connected");
    access.accept(tokens);
    type(text.secret());
    await().atMost(LIMIT).until(() -> page.level().equals("protected"));
  }

  @Test
  void theReferenceIsTriedWithAToken() {
    String status = "#operations-Restriper-getRestriperStatus";
    browser.open(cluster.uri() + "/docs");
    await().atMost(LIMIT).until(() -> !page.text(status).isEmpty());
    browser.run("document.querySelector('.auth-wrapper .authorize').click()");
    String field = ".auth-container input";
    await()
        .atMost(LIMIT)
        .until(() -> (Boolean) browser.run("return !!document.querySelector('" + field + "')"));
    // As if it was typed: the field belongs to a framework, which listens.
    browser.run(
        "const field = document.querySelector(arguments[0]);"
            + "Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')"
            + ".set.call(field, arguments[1]);"
            + "field.dispatchEvent(new Event('input', { bubbles: true }));"
            + "field.dispatchEvent(new Event('change', { bubbles: true }));"
            + "document.querySelector('.auth-container button.authorize').click();"
            + "document.querySelector('.auth-container button.btn-done').click()",
        field,
        text.secret());

    browser.run("document.querySelector(arguments[0] + ' button').click()", status);
    await().atMost(LIMIT).until(() -> !page.text(status + " .execute").isEmpty());
    browser.run("document.querySelector(arguments[0] + ' .execute').click()", status);
    await()
        .atMost(LIMIT)
        .until(() -> page.text(status + " .live-responses-table").contains("NOT_STARTED"));
    assertThat(browser.run("return sessionStorage.length + localStorage.length")).isEqualTo(0L);
  }

  private void awaitDetail(String beginning) {
    await()
        .atMost(LIMIT)
        .until(() -> page.details().stream().anyMatch(line -> line.startsWith(beginning)));
  }

  private void type(String token) {
    await()
        .atMost(LIMIT)
        .until(() -> (Boolean) browser.run("return !document.getElementById('token').hidden"));
    browser.run(
        "document.getElementById('token-value').value = arguments[0];"
            + "document.querySelector('#token button').click()",
        token);
  }
}
