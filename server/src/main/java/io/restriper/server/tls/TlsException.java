package io.restriper.server.tls;

/** Files that TLS cannot be had from; the message names the file and says what to do. */
public final class TlsException extends Exception {
  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }
}
