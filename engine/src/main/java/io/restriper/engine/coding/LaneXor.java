package io.restriper.engine.coding;

/**
 * XOR of up to eight lanes at once into another. There is a loop for each number of lanes, over
 * whole arrays from index 0 and without a branch, because that is the form that the JIT compiler of
 * JDK 17 turns into vector instructions; with offsets, or on byte arrays, it does not.
 */
final class LaneXor {

  private static final int WIDEST = 8;

  private LaneXor() {}

  /**
   * Sets the target lane to the XOR of the source lanes, of which there is at least one, over the
   * first longs of each.
   */
  static void set(long[][] lanes, int target, int[] sources, int length) {
    long[] t = lanes[target];
    int first = Math.min(WIDEST, sources.length);
    set(t, lanes, sources, 0, first, length);
    for (int next = first; next < sources.length; next += WIDEST - 1) {
      int end = Math.min(next + WIDEST - 1, sources.length);
      add(t, lanes, sources, next, end, length);
    }
  }

  private static void set(long[] t, long[][] lanes, int[] s, int from, int to, int length) {
    switch (to - from) {
      case 1 -> System.arraycopy(lanes[s[from]], 0, t, 0, length);
      case 2 -> xor(t, lanes[s[from]], lanes[s[from + 1]], length);
      case 3 -> xor(t, lanes[s[from]], lanes[s[from + 1]], lanes[s[from + 2]], length);
      case 4 ->
          xor(
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              length);
      case 5 ->
          xor(
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              lanes[s[from + 4]],
              length);
      case 6 ->
          xor(
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              lanes[s[from + 4]],
              lanes[s[from + 5]],
              length);
      case 7 ->
          xor(
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              lanes[s[from + 4]],
              lanes[s[from + 5]],
              lanes[s[from + 6]],
              length);
      default ->
          xor(
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              lanes[s[from + 4]],
              lanes[s[from + 5]],
              lanes[s[from + 6]],
              lanes[s[from + 7]],
              length);
    }
  }

  private static void add(long[] t, long[][] lanes, int[] s, int from, int to, int length) {
    switch (to - from) {
      case 1 -> xor(t, t, lanes[s[from]], length);
      case 2 -> xor(t, t, lanes[s[from]], lanes[s[from + 1]], length);
      case 3 -> xor(t, t, lanes[s[from]], lanes[s[from + 1]], lanes[s[from + 2]], length);
      case 4 ->
          xor(
              t,
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              length);
      case 5 ->
          xor(
              t,
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              lanes[s[from + 4]],
              length);
      case 6 ->
          xor(
              t,
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              lanes[s[from + 4]],
              lanes[s[from + 5]],
              length);
      default ->
          xor(
              t,
              t,
              lanes[s[from]],
              lanes[s[from + 1]],
              lanes[s[from + 2]],
              lanes[s[from + 3]],
              lanes[s[from + 4]],
              lanes[s[from + 5]],
              lanes[s[from + 6]],
              length);
    }
  }

  private static void xor(long[] t, long[] a, long[] b, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = a[i] ^ b[i];
    }
  }

  private static void xor(long[] t, long[] a, long[] b, long[] c, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = a[i] ^ b[i] ^ c[i];
    }
  }

  private static void xor(long[] t, long[] a, long[] b, long[] c, long[] d, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = a[i] ^ b[i] ^ c[i] ^ d[i];
    }
  }

  private static void xor(long[] t, long[] a, long[] b, long[] c, long[] d, long[] e, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = a[i] ^ b[i] ^ c[i] ^ d[i] ^ e[i];
    }
  }

  private static void xor(
      long[] t, long[] a, long[] b, long[] c, long[] d, long[] e, long[] f, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = a[i] ^ b[i] ^ c[i] ^ d[i] ^ e[i] ^ f[i];
    }
  }

  private static void xor(
      long[] t, long[] a, long[] b, long[] c, long[] d, long[] e, long[] f, long[] g, int length) {
    for (int i = 0; i < length; i++) {
      t[i] = a[i] ^ b[i] ^ c[i] ^ d[i] ^ e[i] ^ f[i] ^ g[i];
    }
  }

  private static void xor(
      long[] t,
      long[] a,
      long[] b,
      long[] c,
      long[] d,
      long[] e,
      long[] f,
      long[] g,
      long[] h,
      int length) {
    for (int i = 0; i < length; i++) {
      t[i] = a[i] ^ b[i] ^ c[i] ^ d[i] ^ e[i] ^ f[i] ^ g[i] ^ h[i];
    }
  }
}
