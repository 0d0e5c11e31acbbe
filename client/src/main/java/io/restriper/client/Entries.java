package io.restriper.client;

import io.restriper.client.error.RestriperProtocolException;
import io.restriper.client.view.DirectoryPage;
import io.restriper.client.view.FileEntry;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts the pages of a directory together. */
final class Entries {

  private Entries() {}

  /**
   * All entries.
   *
   * @param page fetches the page after a name, null for the first
   * @param limit entries of a full page
   */
  static Stream<FileEntry> stream(Function<String, DirectoryPage> page, int limit) {
    return Stream.iterate(Pages.begin(page), Pages::isPresent, pages -> pages.next(page, limit))
        .flatMap(pages -> pages.entries().stream());
  }

  private record Pages(List<FileEntry> entries, boolean isPresent) {

    static Pages begin(Function<String, DirectoryPage> page) {
      return of(page.apply(null));
    }

    Pages next(Function<String, DirectoryPage> page, int limit) {
      if (entries.size() < limit) {
        return new Pages(List.of(), false);
      }
      String last = entries.get(entries.size() - 1).name();
      Pages next = of(page.apply(last));
      // A server that takes no notice of "after" would keep us here for ever.
      if (last.isEmpty() || next.entries.stream().anyMatch(entry -> entry.name().equals(last))) {
        throw new RestriperProtocolException(
            200, false, "The server sent the same page of a directory twice.", null);
      }
      return next;
    }

    private static Pages of(DirectoryPage page) {
      if (page.unknowns().values().containsKey("files")) {
        throw new RestriperProtocolException(
            200, false, "The server sent a page of a directory without its entries.", null);
      }
      return new Pages(page.files(), true);
    }
  }
}
