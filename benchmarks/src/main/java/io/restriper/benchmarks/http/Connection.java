package io.restriper.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A keep-alive connection on which one request after the other is sent. One thread at a time. */
final class Connection implements AutoCloseable {
  /** What every subject is asked for. */
  static final String PATH = "/v1/cluster/protection/restriper/status";

  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final byte[] request;
  private final byte[] buffer = new byte[16 << 10];

  Connection(InetSocketAddress address) throws IOException {
    this.socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(address, TIMEOUT_MILLIS);
    this.request =
        ("GET " + PATH + " HTTP/1.1\r\nHost: localhost:" + address.getPort() + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Asks once.
   *
   * @return the body
   * @throws IOException if the answer is not one with 200
   */
  String ask() throws IOException {
    socket.getOutputStream().write(request);
    InputStream in = socket.getInputStream();
    int length = 0;
    while (true) {
      int count = in.read(buffer, length, buffer.length - length);
      if (count < 0) {
        throw new EOFException("The connection was closed");
      }
      length += count;
      String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
      int body = text.indexOf("\r\n\r\n");
      // All subjects answer with one object that has no others in it.
      if (body >= 0 && text.endsWith("}")) {
        if (!text.startsWith("HTTP/1.1 200")) {
          throw new IOException("Not an answer: " + text);
        }
        return text.substring(body + 4);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
