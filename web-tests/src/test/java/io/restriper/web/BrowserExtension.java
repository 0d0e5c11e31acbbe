package io.restriper.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One browser for the tests of a class. Where there is none they are skipped, and say so; {@code
 * .ci/run} installs it, and takes no test for passed that was skipped.
 */
final class BrowserExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    assumeTrue(
        Files.isExecutable(Browser.PROGRAM) && Files.isExecutable(Browser.DRIVER),
        "There is no browser: install the packages chromium and chromium-driver.");
    browser = new Browser();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    browser.open("about:blank");
    browser.window(1100, 900).scheme("light");
    browser.requests();
    browser.complaints();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (browser != null) {
      browser.close();
    }
  }

  Browser get() {
    return browser;
  }
}
