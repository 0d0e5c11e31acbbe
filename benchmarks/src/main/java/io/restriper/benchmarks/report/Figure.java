package io.restriper.benchmarks.report;

/**
 * Something that was measured.
 *
 * @param part the part of the report, for example "write"
 * @param name what was done, for example "files of 1 MiB, 4 writers"
 * @param subject who did it: "restriper", {@link #FLOOR}, or a peer, for example "HDFS"
 * @param value how much
 * @param unit of the value, for example "MB/s"
 */
public record Figure(String part, String name, String subject, double value, String unit) {

  /** The subject that is measured against. */
  public static final String RESTRIPER = "restriper";

  /** The subject that does the same through the operating system and nothing else. */
  public static final String FLOOR = "floor";

  Figure withValue(double other) {
    return new Figure(part, name, subject, other, unit);
  }
}
