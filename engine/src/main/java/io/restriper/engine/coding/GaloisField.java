package io.restriper.engine.coding;

/**
 * Arithmetic in GF(2^8) with the polynomial 0x11d, of which 2 is a generator. Elements are ints
 * from 0 to 255.
 */
final class GaloisField {

  static final int SIZE = 256;

  private static final int POLYNOMIAL = 0x11d;
  private static final int ORDER = SIZE - 1;

  private static final int[] EXP = new int[2 * ORDER];
  private static final int[] LOG = new int[SIZE];
  private static final int[] ONES = new int[SIZE];

  static {
    int power = 1;
    for (int exponent = 0; exponent < ORDER; exponent++) {
      EXP[exponent] = power;
      EXP[exponent + ORDER] = power;
      LOG[power] = exponent;
      power <<= 1;
      if (power >= SIZE) {
        power ^= POLYNOMIAL;
      }
    }
    for (int element = 0; element < SIZE; element++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        ONES[element] += Integer.bitCount(multiply(element, 1 << bit));
      }
    }
  }

  private GaloisField() {}

  static int multiply(int a, int b) {
    return a == 0 || b == 0 ? 0 : EXP[LOG[a] + LOG[b]];
  }

  /** The quotient a / b; b is not 0. */
  static int divide(int a, int b) {
    if (b == 0) {
      throw new ArithmeticException("division by zero in GF(2^8)");
    }
    return a == 0 ? 0 : EXP[LOG[a] + ORDER - LOG[b]];
  }

  /** How many ones the 8 by 8 bit matrix has that multiplies by the element. */
  static int ones(int element) {
    return ONES[element];
  }
}
