package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import java.io.IOException;
import java.io.OutputStream;

/** A stream, from which nothing can be taken back. */
final class StreamSink implements Sink {
  private final OutputStream out;
  private String tag = "";
  private long size;

  StreamSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isOf(String etag) {
    return !tag.isEmpty() && tag.equals(etag);
  }

  @Override
  public void begin(String etag) {
    if (size > 0) {
      throw CliException.failed(
          "The connection broke off, and the file has changed since: what was written is only the"
              + " beginning of the one before.");
    }
    tag = etag;
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    size += length;
  }

  @Override
  public void complete() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
