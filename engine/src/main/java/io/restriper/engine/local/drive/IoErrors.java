package io.restriper.engine.local.drive;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/**
 * Tells kinds of {@link IOException} apart. The JDK has no types for most of them, only the words
 * of the operating system.
 */
public final class IoErrors {
  private IoErrors() {}

  /** Whether the file system has no room (or no inodes, or no quota) left. */
  public static boolean isNoRoom(IOException error) {
    String message = words(error);
    return message.contains("no space left") || message.contains("quota exceeded");
  }

  /** Whether the file system is mounted read-only. */
  public static boolean isReadOnly(IOException error) {
    return words(error).contains("read-only file system");
  }

  /** Whether a file or directory is not there. */
  public static boolean isAbsent(IOException error) {
    return error instanceof NoSuchFileException || error instanceof NotDirectoryException;
  }

  /** What went wrong, in words for a person, to go after a colon. */
  public static String describe(IOException error) {
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof FileSystemException inFile && inFile.getReason() != null) {
      return inFile.getReason();
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }

  private static String words(IOException error) {
    String message = error.getMessage();
    return message == null ? "" : message.toLowerCase(Locale.ROOT);
  }
}
