package io.restriper.engine.work;

/**
 * What blocked work is about.
 *
 * @param kind what it is
 * @param name of a drive its slot, as "node:slot"; of a node its ID; of a file its path; of a task
 *     the stripe in words; of the cluster empty
 */
public record Subject(Kind kind, String name) {
  /** What a subject can be. */
  public enum Kind {
    DRIVE,
    NODE,
    FILE,
    TASK,
    CLUSTER
  }

  private static final Subject CLUSTER = new Subject(Kind.CLUSTER, "");

  /** A drive by its slot, such as "1:3". */
  public static Subject drive(String slot) {
    return new Subject(Kind.DRIVE, slot);
  }

  /** A node by its ID. */
  public static Subject node(int id) {
    return new Subject(Kind.NODE, Integer.toString(id));
  }

  /** A file by its path. */
  public static Subject file(String path) {
    return new Subject(Kind.FILE, path);
  }

  /** A task by its words. */
  public static Subject task(String words) {
    return new Subject(Kind.TASK, words);
  }

  /** The whole of it. */
  public static Subject cluster() {
    return CLUSTER;
  }
}
