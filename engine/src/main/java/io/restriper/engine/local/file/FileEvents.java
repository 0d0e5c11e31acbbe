package io.restriper.engine.local.file;

/** What becomes of files, for those who look after the volume. */
public interface FileEvents {

  /** A version with stripes that lack blocks is about to be committed. */
  void committingDegraded();

  /** Such a version was committed. */
  void committedDegraded();

  /**
   * A version was committed that the configuration, as it has become meanwhile, wants otherwise.
   */
  void committedOutdated();

  /** Versions became garbage. */
  void garbageMade();

  /**
   * Writes on the drives that a version is dead, so that a rebuild of the catalog knows it.
   *
   * @param andOlder whether the older versions of the file are dead too
   */
  void bury(long fileId, long version, boolean andOlder);

  /** Takes back {@link #bury} of a version that lives on after all. */
  void exhume(long fileId, long version);

  /**
   * Removes the blocks of a version that was given up, as far as its drives can be reached.
   *
   * @return whether nothing is left of it
   */
  boolean reclaim(long version);
}
