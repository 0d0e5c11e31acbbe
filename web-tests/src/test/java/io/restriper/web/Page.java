package io.restriper.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the page says, read from it as it is. */
final class Page {
  private static final String TEXT = "return document.querySelector(arguments[0])?.innerText ?? ''";

  private final Browser browser;

  Page(Browser browser) {
    this.browser = browser;
  }

  /** {@code protected}, {@code risk} or {@code unknown}. */
  String level() {
    return (String) browser.run("return document.getElementById('verdict').dataset.level");
  }

  String sentence() {
    return text("#sentence");
  }

  /** The sentences behind the answer. */
  List<String> details() {
    return texts("#details li");
  }

  /** What the restriper does, in a sentence. */
  String doing() {
    return text("#doing");
  }

  /** The phase that is shown as the current one; empty if none is. */
  String phase() {
    return (String)
        browser.run("return document.querySelector('#path [aria-current]')?.dataset.phase ?? ''");
  }

  String percent() {
    return text("#percent");
  }

  String blockedReason() {
    return (String)
        browser.run("return document.getElementById('blocked-reason')?.textContent ?? ''");
  }

  /** The codes of what is blocked, each with what to do. */
  List<String> remedies() {
    return texts("#trouble .card .remedy");
  }

  /** The state of each slot. */
  Map<String, String> slots() {
    Map<String, String> states = new TreeMap<>();
    for (Object slot :
        (List<?>)
            browser.run(
                "return [...document.querySelectorAll('[data-slot]')]"
                    + ".map((e) => e.dataset.slot + '=' + e.dataset.state)")) {
      String[] both = slot.toString().split("=", 2);
      states.put(both[0], both[1]);
    }
    return states;
  }

  /** The runs, each as its ID and state. */
  List<String> runs() {
    return list(
        "return [...document.querySelectorAll('#timeline li')]"
            + ".map((e) => e.querySelector('button').dataset.run + ' ' + e.dataset.state)");
  }

  String text(String selector) {
    return (String) browser.run(TEXT, selector);
  }

  List<String> texts(String selector) {
    return ((List<?>)
            browser.run(
                "return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)",
                selector))
        .stream().map(Object::toString).toList();
  }

  private List<String> list(String script) {
    return ((List<?>) browser.run(script)).stream().map(Object::toString).toList();
  }
}
