package io.restriper.client.http;

import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;

/** Tells from what the JDK's client throws what happened to the connection. */
final class Failures {

  private Failures() {}

  static RuntimeException of(Request request, Throwable failure) {
    SourceException source = find(SourceException.class, failure);
    if (source != null) {
      // A new one, because its own stack is that of another thread.
      return new SourceException(source.getMessage(), source.getCause());
    }
    if (find(CancellationException.class, failure) != null) {
      return closed(request, failure);
    }
    String server = request.uri().getScheme() + "://" + request.uri().getRawAuthority();
    SSLException tls = find(SSLException.class, failure);
    if (tls != null) {
      return new RestriperConnectionException(
          Kind.NOT_TRUSTED,
          "TLS with "
              + server
              + " failed, check "
              + (refusedByServer(tls)
                  ? "that the client has a certificate that the server asks for: "
                  : "its certificate and what the client trusts: ")
              + reason(tls),
          failure);
    }
    if (find(UnresolvedAddressException.class, failure) != null) {
      return notConnected(server, "its host name is not known", failure);
    }
    ConnectException refused = find(ConnectException.class, failure);
    if (refused != null) {
      String message = refused.getMessage();
      return notConnected(
          server,
          message == null || message.isBlank() ? "nothing accepts connections there" : message,
          failure);
    }
    if (find(HttpConnectTimeoutException.class, failure) != null) {
      return notConnected(server, "it did not answer in time", failure);
    }
    if (find(HttpTimeoutException.class, failure) != null) {
      return new RestriperConnectionException(
          Kind.TIMED_OUT, request.name() + " got no answer in time.", failure);
    }
    return new RestriperConnectionException(
        Kind.BROKEN,
        "The connection broke off during " + request.name() + ": " + reason(failure),
        failure);
  }

  /** An alert comes from the other side, and one about a certificate is about ours. */
  private static boolean refusedByServer(SSLException failure) {
    String message = reason(failure);
    return message.contains("fatal alert") && message.contains("certificate");
  }

  static RestriperConnectionException closed(Request request, Throwable cause) {
    return new RestriperConnectionException(
        Kind.CLOSED, "The client was closed during " + request.name() + ".", cause);
  }

  private static RestriperConnectionException notConnected(
      String server, String reason, Throwable failure) {
    return new RestriperConnectionException(
        Kind.NOT_CONNECTED,
        "No connection to "
            + server
            + " came about, check the endpoint and that the server runs: "
            + reason,
        failure);
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? "no reason was given" : message;
  }

  private static <T extends Throwable> T find(Class<T> type, Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 20; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
