package io.restriper.engine.setup;

import java.util.List;

/**
 * What a rebuild of the catalog found.
 *
 * @param files taken in
 * @param stripes taken in
 * @param skippedBlocks blocks that belong to no whole file, and are left where they are
 * @param notes sentences for a person; at most a hundred
 */
public record RebuildReport(long files, long stripes, long skippedBlocks, List<String> notes) {
  public RebuildReport {
    notes = List.copyOf(notes);
  }
}
