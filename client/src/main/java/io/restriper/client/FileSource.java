package io.restriper.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/** The bytes to write to a file. They are read as the connection takes them. */
public final class FileSource {

  /** Opens the bytes. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Opens the bytes, from the first on.
     *
     * @return a stream, which the client closes
     * @throws IOException if they cannot be opened
     */
    InputStream open() throws IOException;
  }

  /** Tells how many bytes there are, at the time of the call. */
  @FunctionalInterface
  private interface Measure {
    OptionalLong length() throws IOException;
  }

  private final Opener opener;
  private final Measure measure;
  private final boolean repeatable;

  private FileSource(Opener opener, Measure measure, boolean repeatable) {
    this.opener = Objects.requireNonNull(opener, "opener");
    this.measure = measure;
    this.repeatable = repeatable;
  }

  /**
   * The bytes of an array, which must not be changed until the call is over.
   *
   * @param bytes the bytes
   * @return a source that can be read again
   */
  public static FileSource of(byte[] bytes) {
    return new FileSource(
        () -> new ByteArrayInputStream(bytes), () -> OptionalLong.of(bytes.length), true);
  }

  /**
   * The bytes of a local file, which must not be changed until the call is over.
   *
   * @param file the file
   * @return a source that can be read again
   */
  public static FileSource of(Path file) {
    Objects.requireNonNull(file, "file");
    return new FileSource(
        () -> Files.newInputStream(file), () -> OptionalLong.of(Files.size(file)), true);
  }

  /**
   * Bytes that can be opened again and are the same each time.
   *
   * @param opener opens them, once an attempt
   * @return a source that can be read again
   */
  public static FileSource reopening(Opener opener) {
    return new FileSource(opener, OptionalLong::empty, true);
  }

  /**
   * Bytes that can be opened again and are the same each time, of a known number.
   *
   * @param opener opens them, once an attempt
   * @param length how many they are, 0 or more; fewer or more make the call fail
   * @return a source that can be read again
   */
  public static FileSource reopening(Opener opener, long length) {
    return new FileSource(opener, known(length), true);
  }

  /**
   * Bytes that can be read once. A call with them is never repeated. The client closes the stream.
   *
   * @param stream the bytes, up to the end of the stream
   * @return a source that can be read once
   */
  public static FileSource once(InputStream stream) {
    Objects.requireNonNull(stream, "stream");
    return new FileSource(() -> stream, OptionalLong::empty, false);
  }

  /**
   * A known number of bytes that can be read once. A call with them is never repeated. The client
   * closes the stream.
   *
   * @param stream the bytes
   * @param length how many they are, 0 or more; fewer or more make the call fail
   * @return a source that can be read once
   */
  public static FileSource once(InputStream stream, long length) {
    Objects.requireNonNull(stream, "stream");
    return new FileSource(() -> stream, known(length), false);
  }

  boolean isRepeatable() {
    return repeatable;
  }

  OptionalLong length() throws IOException {
    return measure.length();
  }

  InputStream open() throws IOException {
    return opener.open();
  }

  private static Measure known(long length) {
    if (length < 0) {
      throw new IllegalArgumentException("length is 0 or more, not " + length + ".");
    }
    return () -> OptionalLong.of(length);
  }
}
