package io.restriper.engine.coding;

/**
 * GF(2^8) with 0x11d straight from its definition: polynomials over GF(2), no tables, nothing
 * shared with the coder.
 */
final class ReferenceField {

  private ReferenceField() {}

  static int multiply(int a, int b) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if ((b >> bit & 1) == 1) {
        product ^= a << bit;
      }
    }
    for (int bit = 14; bit >= 8; bit--) {
      if ((product >> bit & 1) == 1) {
        product ^= 0x11d << (bit - 8);
      }
    }
    return product;
  }

  /** The inverse of an element that is not 0: its 254th power. */
  static int inverse(int a) {
    if (a == 0) {
      throw new IllegalArgumentException("0 has no inverse");
    }
    int power = 1;
    for (int i = 0; i < 254; i++) {
      power = multiply(power, a);
    }
    return power;
  }
}
