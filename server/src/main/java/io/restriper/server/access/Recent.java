package io.restriper.server.access;

import java.util.LinkedHashMap;
import java.util.Map;

/** The texts that were added last, up to a number. Thread-safe. */
final class Recent {
  private final Map<String, Boolean> texts;

  Recent(int most) {
    texts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  synchronized void add(String text) {
    texts.put(text, true);
  }

  synchronized boolean contains(String text) {
    return texts.containsKey(text);
  }
}
