package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.view.FileEntry;
import io.restriper.model.ErrorClass;
import io.restriper.model.FileType;
import java.util.Optional;

/** Paths of files on the server. */
final class Remote {
  private Remote() {}

  /**
   * A path without slashes at its end.
   *
   * @throws CliException if it does not begin with a slash
   */
  static String path(String text) {
    if (!text.startsWith("/")) {
      throw CliException.usage("A path on the server begins with a slash, unlike '" + text + "'.");
    }
    String path = text.replaceAll("/+$", "");
    return path.isEmpty() ? "/" : path;
  }

  /** A name in a directory. */
  static String in(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  /** The last name of a path; empty for the root. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What is known about a path; empty if there is nothing. */
  static Optional<FileEntry> find(RestriperClient client, String path) {
    try {
      return Optional.of(client.attributes(path));
    } catch (RestriperApiException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static boolean isMissing(RestriperApiException failure) {
    return failure.errorClass().is(ErrorClass.FS_NO_SUCH_ENTRY_ERROR);
  }

  static boolean isDirectory(FileEntry entry) {
    return entry.type().is(FileType.DIRECTORY);
  }

  static boolean isFile(FileEntry entry) {
    return entry.type().is(FileType.FILE);
  }
}
