package io.restriper.engine.volume;

import java.util.List;

/**
 * A page of a directory.
 *
 * @param directory the attributes of the directory itself
 * @param children the page, in the order of their names
 * @param more whether there are children behind this page
 */
public record Listing(FileAttributes directory, List<FileAttributes> children, boolean more) {
  public Listing {
    children = List.copyOf(children);
  }
}
