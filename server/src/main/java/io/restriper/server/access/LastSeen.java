package io.restriper.server.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map of the keys that were put in or asked for last, up to a number, so that nobody can fill the
 * memory with keys. Not thread-safe.
 *
 * @param <V> what there is for each key
 */
final class LastSeen<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * No key.
   *
   * @param most keys at a time
   */
  LastSeen(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
