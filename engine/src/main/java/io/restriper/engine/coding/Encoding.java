package io.restriper.engine.coding;

/** Placeholder until the coder is merged. */
public record Encoding(int dataBlocks, int parityBlocks) {
  public int totalBlocks() {
    return dataBlocks + parityBlocks;
  }
}
