package io.restriper.engine.coding;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a stripe is made up: {@code dataBlocks} blocks of content and {@code parityBlocks} blocks
 * computed from them, written as "4+2". Any {@code dataBlocks} of the blocks suffice to recompute
 * the others.
 *
 * @param dataBlocks how many data blocks a stripe has, at least 1
 * @param parityBlocks how many parity blocks a stripe has, at least 1
 */
public record Encoding(int dataBlocks, int parityBlocks) {

  /** The most blocks that a stripe may have, data and parity together. */
  public static final int MAX_TOTAL_BLOCKS = 32;

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})\\+([0-9]{1,4})");

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is below 1 or the sum is above {@link
   *     #MAX_TOTAL_BLOCKS}
   */
  public Encoding {
    if (dataBlocks < 1
        || parityBlocks < 1
        || dataBlocks > MAX_TOTAL_BLOCKS
        || parityBlocks > MAX_TOTAL_BLOCKS
        || dataBlocks + parityBlocks > MAX_TOTAL_BLOCKS) {
      throw new IllegalArgumentException(
          "encoding "
              + dataBlocks
              + "+"
              + parityBlocks
              + " is not possible: it needs at least 1 data block, at least 1 parity block,"
              + " and at most "
              + MAX_TOTAL_BLOCKS
              + " blocks together, for example 4+2");
    }
  }

  /**
   * Reads the written form, data blocks first: "4+2".
   *
   * @param text two decimal numbers joined by a plus sign, without blanks
   * @throws IllegalArgumentException if the text has another form or names an impossible encoding
   */
  public static Encoding parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "encoding \""
              + text
              + "\" is not understood: write the number of data blocks, a plus sign"
              + " and the number of parity blocks, for example 4+2");
    }
    return new Encoding(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** How many blocks a stripe has, data and parity together. */
  public int totalBlocks() {
    return dataBlocks + parityBlocks;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return dataBlocks + "+" + parityBlocks;
  }
}
