package io.restriper.server.resource;

import io.restriper.engine.volume.OpenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * A range of a file, its beginning read and verified. Holds the file open until it is closed. Not
 * thread-safe.
 */
final class FileStream extends InputStream {
  private final OpenFile file;
  private final OpenFile.Range whole;
  private final long end;
  private long position;

  private FileStream(OpenFile file, OpenFile.Range whole, long offset) {
    this.file = file;
    this.whole = whole;
    this.position = offset;
    this.end = offset + whole.length();
  }

  /** Prepares a range; the stream takes the file over, also when it cannot be made. */
  static FileStream of(OpenFile file, long offset, long length) {
    try {
      return new FileStream(file, file.range(offset, length), offset);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Identifies the file's bytes. */
  String tag() {
    return file.attributes().tag();
  }

  /** How many bytes the range has. */
  long length() {
    return whole.length();
  }

  /** For the log. */
  String path() {
    return file.attributes().path().toString();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    file.range(position, Math.min(length, end - position)).transferTo(bytes);
    System.arraycopy(bytes.toByteArray(), 0, target, offset, bytes.size());
    position += bytes.size();
    return bytes.size();
  }

  /** Writes the whole range; may be called once, before anything else was read. */
  @Override
  public long transferTo(OutputStream target) throws IOException {
    whole.transferTo(target);
    position = end;
    return whole.length();
  }

  @Override
  public void close() {
    file.close();
  }
}
