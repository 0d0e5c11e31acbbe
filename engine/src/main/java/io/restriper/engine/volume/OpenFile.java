package io.restriper.engine.volume;

import java.io.IOException;
import java.io.OutputStream;

/** One version of a file, held open for reading. Not thread-safe; close it. */
public interface OpenFile extends AutoCloseable {

  FileAttributes attributes();

  /**
   * Prepares to read the range: reads and verifies its beginning, so that a caller can still answer
   * with an error before the first byte is sent.
   *
   * @param offset 0 to the size of the file
   * @param length cut off at the end of the file; {@link Long#MAX_VALUE} reads to the end
   * @throws VolumeException with {@link Problem#OFFSET_BEYOND_END} or {@link
   *     Problem#DATA_UNAVAILABLE}
   */
  Range range(long offset, long length);

  @Override
  void close();

  /** A range of an open file. */
  interface Range {

    /** How many bytes {@link #transferTo} will write. */
    long length();

    /**
     * Writes the bytes of the range, rebuilding on the way what is lost. May be called once.
     *
     * @throws IOException if the target cannot be written
     * @throws VolumeException with {@link Problem#DATA_UNAVAILABLE} if a stripe has lost too much
     */
    void transferTo(OutputStream target) throws IOException;
  }
}
