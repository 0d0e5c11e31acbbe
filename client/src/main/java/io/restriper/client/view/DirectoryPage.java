package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import java.util.List;
import java.util.OptionalInt;

/**
 * A page of the entries of a directory.
 *
 * @param path absolute path of the directory; empty if unknown
 * @param id identity of the directory; empty if unknown
 * @param childCount entries of the directory, on all pages; empty if unknown
 * @param files the entries of this page, by name in the order of their UTF-8 bytes
 * @param unknowns what of the answer was not understood; each entry has its own besides
 */
public record DirectoryPage(
    String path, String id, OptionalInt childCount, List<FileEntry> files, Unknowns unknowns) {

  /**
   * Copies the list.
   *
   * @param path absolute path of the directory; empty if unknown
   * @param id identity of the directory; empty if unknown
   * @param childCount entries of the directory, on all pages; empty if unknown
   * @param files the entries of this page, by name in the order of their UTF-8 bytes
   * @param unknowns what of the answer was not understood; each entry has its own besides
   */
  public DirectoryPage {
    files = List.copyOf(files);
  }

  static DirectoryPage read(JsonNode json) {
    Fields fields = new Fields(json);
    return new DirectoryPage(
        fields.text("path"),
        fields.text("id"),
        fields.integer("child_count"),
        fields.objects("files", FileEntry::read),
        fields.unknowns());
  }
}
