package io.restriper.client;

import io.restriper.client.http.BodyStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of a file, read from the connection as they are asked for. To be closed, else the
 * connection stays open. One thread reads at a time; any may close.
 *
 * <p>Reading throws an {@link IOException} when the answer breaks off before its end or does not go
 * on in time; its cause is the {@link io.restriper.client.error.RestriperException} that says so.
 * The end of the stream is never reported before the end of what the server announced.
 */
public final class FileDownload extends InputStream {

  private final BodyStream body;
  private final HttpHeaders headers;

  FileDownload(BodyStream body, HttpHeaders headers) {
    this.body = body;
    this.headers = headers;
  }

  /**
   * The entity tag of the whole file, with its quotes, to give to {@link
   * RestriperClient#putIfMatch}.
   *
   * @return the tag; empty if the server sent none
   */
  public Optional<String> etag() {
    return headers.firstValue("ETag");
  }

  /**
   * How many bytes the download has in all, read or not.
   *
   * @return a count of bytes; empty if the server did not tell
   */
  public OptionalLong length() {
    return headers.firstValueAsLong("Content-Length");
  }

  @Override
  public int read() throws IOException {
    return body.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return body.read(bytes, offset, length);
  }

  @Override
  public int available() {
    return body.available();
  }

  @Override
  public void close() {
    body.close();
  }
}
