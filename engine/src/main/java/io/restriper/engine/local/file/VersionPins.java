package io.restriper.engine.local.file;

import java.util.HashMap;
import java.util.Map;

/** Which file versions are being read, so that their blocks stay while they are. Thread-safe. */
public final class VersionPins {
  private final Map<Long, Integer> readers = new HashMap<>();

  /** Counts a reader in. */
  public synchronized void pin(long version) {
    readers.merge(version, 1, Integer::sum);
  }

  /** Counts a reader out. */
  public synchronized void unpin(long version) {
    readers.computeIfPresent(version, (v, count) -> count == 1 ? null : count - 1);
  }

  /** Whether anybody reads the version. */
  public synchronized boolean isPinned(long version) {
    return readers.containsKey(version);
  }
}
