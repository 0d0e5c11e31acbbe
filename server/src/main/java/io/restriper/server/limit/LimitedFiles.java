package io.restriper.server.limit;

import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.Listing;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.volume.VolumePath;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The files of a volume, with limits for those that are written. What is there already can be read
 * and deleted, whatever the limits were when it was written.
 */
public final class LimitedFiles implements VolumeFiles {
  private final VolumeFiles files;
  private final Limits limits;

  /** Limits what is written to {@code files}. */
  public LimitedFiles(VolumeFiles files, Limits limits) {
    this.files = files;
    this.limits = limits;
  }

  /**
   * Writes a file.
   *
   * @throws ApiException if the path or the content is beyond a limit, or the sender too slow
   */
  @Override
  public FileAttributes write(VolumePath path, InputStream content, Optional<String> expectedTag) {
    check(path);
    try {
      return files.write(path, new Bounded(content, limits.of(Limit.FILE_SIZE)), expectedTag);
    } catch (VolumeException e) {
      throw e.problem() == Problem.CONTENT_INTERRUPTED ? told(e) : e;
    }
  }

  private void check(VolumePath path) {
    long depth = limits.of(Limit.PATH_DEPTH);
    if (path.names().size() > depth) {
      throw new ApiException(
          ErrorKind.INVALID_PATH,
          "The path has "
              + path.names().size()
              + " names, and this server takes "
              + depth
              + " at most. Choose a path with fewer directories.");
    }
    long length = limits.of(Limit.PATH_LENGTH);
    int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > length) {
      throw new ApiException(
          ErrorKind.INVALID_PATH,
          "The path has "
              + bytes
              + " bytes, and this server takes "
              + length
              + " at most. Choose a shorter one.");
    }
  }

  /** The reason that is ours, if it is, for the engine knows only that the content ended. */
  private static RuntimeException told(VolumeException interrupted) {
    Throwable cause = interrupted.getCause();
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof SlowClientException || cause instanceof TooLargeException) {
        return new ApiException(ErrorKind.BAD_REQUEST, cause.getMessage());
      }
      cause = cause.getCause();
    }
    return interrupted;
  }

  /** What a sender is told whose file is too large. */
  static String tooLarge(long most) {
    return "The file is larger than "
        + most
        + " bytes, which is the most that this server takes. Nothing was written. Split it, or ask"
        + " the operator for a higher limit.";
  }

  @Override
  public OpenFile open(VolumePath path) {
    return files.open(path);
  }

  @Override
  public FileAttributes attributes(VolumePath path) {
    return files.attributes(path);
  }

  @Override
  public Listing list(VolumePath directory, String after, int limit) {
    return files.list(directory, after, limit);
  }

  @Override
  public void delete(VolumePath path) {
    files.delete(path);
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long most) {
      super(tooLarge(most));
    }
  }

  /** Fails when there is more than there may be. */
  private static final class Bounded extends FilterInputStream {
    private final long most;
    private long count;

    /**
     * A stream.
     *
     * @param most 0 for no bound
     */
    Bounded(InputStream content, long most) {
      super(content);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      count += read;
      if (most > 0 && count > most) {
        throw new TooLargeException(most);
      }
    }
  }
}
