package io.restriper.engine.local.drive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The file operations that a drive offers, one step each, so that a test can make each fail, stop
 * or lie. Names are relative to the drive's directory, with slashes. Thread-safe. No method ever
 * makes the drive's directory itself: a drive that is gone stays gone.
 */
public interface DriveFiles {

  /** Makes a directory whose parent exists; nothing happens if it is there already. */
  void createDirectory(String directory) throws IOException;

  /** Makes a file for writing, empty; in place of what was there. Its directory must exist. */
  Output create(String name) throws IOException;

  /** Renames a file, in place of what was there under the new name. */
  void rename(String from, String to) throws IOException;

  /** Makes the names in a directory durable; the empty string is the drive's own directory. */
  void syncDirectory(String directory) throws IOException;

  /** Deletes a file; nothing happens if it is not there. */
  void delete(String name) throws IOException;

  /**
   * Opens a file for reading.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  Input open(String name) throws IOException;

  /**
   * Size and time of last change of a file.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  Stat stat(String name) throws IOException;

  /** The names in a directory, in no particular order; empty if the directory is not there. */
  List<String> list(String directory) throws IOException;

  /**
   * Space of the file system that the drive is on.
   *
   * @throws IOException also if the drive's directory is not there
   */
  Space space() throws IOException;

  /** A file being written. Not thread-safe. */
  interface Output extends Closeable {

    /** Writes some of the bytes, at least one, and says how many; the position moves on. */
    int write(ByteBuffer bytes) throws IOException;

    /** Sets the time of last change, in milliseconds since the epoch. */
    void setModified(long epochMillis) throws IOException;

    /** Makes the file's bytes and size durable. */
    void sync() throws IOException;
  }

  /** A file being read. Thread-safe. */
  interface Input extends Closeable {

    /** Reads some bytes from a position; -1 at the end. */
    int read(ByteBuffer target, long position) throws IOException;
  }

  /**
   * What is known of a file without reading it.
   *
   * @param size in bytes
   * @param modifiedMillis time of last change, in milliseconds since the epoch
   */
  record Stat(long size, long modifiedMillis) {}

  /**
   * Space of a file system.
   *
   * @param fileSystem identifies the file system: drives with the same value share its space
   * @param total bytes in all
   * @param free bytes that can be written by us
   * @param mountPoint whether the drive's directory is the root of that file system
   */
  record Space(String fileSystem, long total, long free, boolean mountPoint) {}
}
