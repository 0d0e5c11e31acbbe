package io.restriper.engine.work;

/**
 * An amount of work.
 *
 * @param bytes bytes to be made or moved, 0 or more
 * @param stripes stripes, 0 or more; one task each
 */
public record Work(long bytes, long stripes) {
  public static final Work NONE = new Work(0, 0);

  public Work {
    if (bytes < 0 || stripes < 0) {
      throw new IllegalArgumentException("negative work: " + bytes + " bytes, " + stripes);
    }
  }

  public Work plus(Work other) {
    return new Work(bytes + other.bytes, stripes + other.stripes);
  }

  public Work minus(Work other) {
    return new Work(bytes - other.bytes, stripes - other.stripes);
  }
}
