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

  /** The same with classes that were prepared before it was started. */
  public static final String PREPARED = RESTRIPER + ", prepared";

  /** The subject that does the same through the operating system and nothing else. */
  public static final String FLOOR = "floor";

  /** Whether it is of the subject that goals are for, in whatever way it was run. */
  boolean isOwn() {
    return subject.equals(RESTRIPER) || subject.startsWith(RESTRIPER + ", ");
  }

  /** In what way the subject was run, after a comma; nothing if in the usual one. */
  String way() {
    return isOwn() ? subject.substring(RESTRIPER.length()) : "";
  }

  Figure withValue(double other) {
    return new Figure(part, name, subject, other, unit);
  }
}
