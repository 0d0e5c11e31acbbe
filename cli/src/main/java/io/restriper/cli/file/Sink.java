package io.restriper.cli.file;

import java.io.IOException;

/** Where the bytes of a download go. To be closed. */
interface Sink extends AutoCloseable {

  /** Bytes that are there already, from the first on. */
  long size() throws IOException;

  /** Whether what is there is of the version of the file with this entity tag. */
  boolean isOf(String etag);

  /** Drops what is there and begins a version of the file; the tag is empty if it has none. */
  void begin(String etag) throws IOException;

  /** Adds bytes. */
  void write(byte[] bytes, int length) throws IOException;

  /** Says that all bytes are there. */
  void complete() throws IOException;

  @Override
  void close() throws IOException;
}
