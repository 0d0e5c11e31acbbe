package io.restriper.engine.volume;

import java.io.InputStream;
import java.util.Optional;

/**
 * The files of a volume. Thread-safe. Directories exist as long as a file is below them; the root
 * always exists. Every method throws {@link VolumeException} with a {@link Problem} that a caller
 * can branch on.
 */
public interface VolumeFiles {

  /**
   * Writes a file from a stream, in place of what was there, in memory bounded by the block size.
   * Returns after the bytes are durable on at least k+1 drives each; if that cannot be had it fails
   * whole and the file stays as it was.
   *
   * @param expectedTag write only if the file exists with this {@link FileAttributes#tag()}, or
   *     {@code "*"} for any; checked at the commit
   * @throws VolumeException among others with {@link Problem#TAG_MISMATCH}, {@link
   *     Problem#NOT_A_FILE}, {@link Problem#NO_ROOM}, {@link Problem#TOO_FEW_DRIVES}, {@link
   *     Problem#CONTENT_INTERRUPTED} if reading {@code content} failed
   */
  FileAttributes write(VolumePath path, InputStream content, Optional<String> expectedTag);

  /**
   * Opens a file version for reading; it stays whole until closed, whatever is written meanwhile.
   */
  OpenFile open(VolumePath path);

  /** The attributes of a file or directory. */
  FileAttributes attributes(VolumePath path);

  /**
   * The children of a directory in the order of their names' UTF-8 bytes.
   *
   * @param after lists what comes behind this name; empty for the beginning
   * @param limit how many at most, 1 or more
   */
  Listing list(VolumePath directory, String after, int limit);

  /** Deletes a file. Returns after it is durably gone. */
  void delete(VolumePath path);
}
