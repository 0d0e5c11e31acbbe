package io.restriper.server.access;

import java.util.Map;

/** The texts that were added last, up to a number. Thread-safe. */
final class Recent {
  private final Map<String, Boolean> texts;

  Recent(int most) {
    texts = new LastSeen<>(most);
  }

  synchronized void add(String text) {
    texts.put(text, true);
  }

  synchronized boolean contains(String text) {
    return texts.containsKey(text);
  }
}
