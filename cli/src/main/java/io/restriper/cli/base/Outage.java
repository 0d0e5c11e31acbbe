package io.restriper.cli.base;

import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperProtocolException;
import java.util.Set;

/** Failures that pass: a server that restarts comes back. */
public final class Outage {

  /** What servers, and proxies before them, say while the server is away. */
  private static final Set<Integer> GATEWAY = Set.of(502, 503, 504);

  private Outage() {}

  /** Whether a failure is one of those. */
  public static boolean is(RestriperException failure) {
    if (failure instanceof RestriperConnectionException connection) {
      return switch (connection.kind()) {
        case NOT_CONNECTED, BROKEN, TIMED_OUT -> true;
        case NOT_TRUSTED, CLOSED -> false;
      };
    }
    if (failure instanceof RestriperProtocolException protocol) {
      return protocol.isTruncated() || GATEWAY.contains(protocol.status());
    }
    return failure instanceof RestriperApiException api && GATEWAY.contains(api.status());
  }
}
