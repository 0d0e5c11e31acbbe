package io.restriper.server.jar;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What each file may hold: what was acknowledged last, and beside it what was tried since without
 * an answer. A content is known by a number, its bytes follow from it. Thread-safe; one change of a
 * file at a time.
 */
final class Ledger {
  /** The content of a file that is not there. */
  static final long ABSENT = 0;

  private static final int SMALL = 64 << 10;
  private static final int MEDIUM = 1 << 20;
  private static final int LARGE = 9 << 20;

  private final Map<String, Set<Long>> possible = new HashMap<>();
  private final Set<Look> looks = new HashSet<>();
  private final AtomicLong numbers = new AtomicLong();

  /** A look at a file, during which others may change it. */
  final class Look implements AutoCloseable {
    private final String path;
    private final Set<Long> admitted;

    private Look(String path) {
      this.path = path;
      this.admitted = new TreeSet<>(contents(path));
    }

    /** Whether what was found may be there. */
    boolean admits(long found) {
      synchronized (Ledger.this) {
        return admitted.contains(found);
      }
    }

    @Override
    public String toString() {
      synchronized (Ledger.this) {
        return path + " may hold " + admitted;
      }
    }

    @Override
    public void close() {
      synchronized (Ledger.this) {
        looks.remove(this);
      }
    }
  }

  Ledger(List<String> paths) {
    paths.forEach(path -> possible.put(path, Set.of(ABSENT)));
  }

  synchronized Set<String> paths() {
    return new TreeSet<>(possible.keySet());
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  synchronized Look look(String path) {
    Look look = new Look(path);
    looks.add(look);
    return look;
  }

  /**
   * A change is about to be asked for.
   *
   * @return what the file may hold if the change is refused
   */
  synchronized Set<Long> tried(String path, long content) {
    Set<Long> before = contents(path);
    possible.put(path, with(before, content));
    looks.stream()
        .filter(look -> look.path.equals(path))
        .forEach(look -> look.admitted.add(content));
    return before;
  }

  /** The change was acknowledged, or found to be there when nobody was changing the file. */
  synchronized void settled(String path, long content) {
    possible.put(path, Set.of(content));
  }

  /** The change was refused, so nothing has changed by it. */
  synchronized void refused(String path, Set<Long> before) {
    possible.put(path, before);
  }

  private Set<Long> contents(String path) {
    return possible.get(path);
  }

  private static Set<Long> with(Set<Long> contents, long more) {
    Set<Long> all = new TreeSet<>(contents);
    all.add(more);
    return all;
  }

  /** The bytes of a content. */
  static byte[] bytes(long number) {
    Random random = new Random(number);
    int kind = random.nextInt(10);
    int limit = kind < 6 ? SMALL : kind < 9 ? MEDIUM : LARGE;
    byte[] bytes = new byte[Long.BYTES + random.nextInt(limit)];
    random.nextBytes(bytes);
    ByteBuffer.wrap(bytes).putLong(number);
    return bytes;
  }

  /**
   * The number of a content.
   *
   * @return -1 if these are not the bytes of any
   */
  static long number(byte[] bytes) {
    if (bytes.length < Long.BYTES) {
      return -1;
    }
    long number = ByteBuffer.wrap(bytes).getLong();
    return number > ABSENT && Arrays.equals(bytes, bytes(number)) ? number : -1;
  }
}
