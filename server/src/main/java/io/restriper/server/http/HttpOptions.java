package io.restriper.server.http;

import io.restriper.server.access.Access;
import io.restriper.server.access.Audit;
import io.restriper.server.limit.Limits;
import io.restriper.server.tls.Tls;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How requests are taken in.
 *
 * @param tls how connections are encrypted; empty if they are not
 * @param limits what is taken on at most
 * @param nanos a ticker, for how long clients keep the server waiting
 * @param access decides who is let in
 * @param audit writes down who did what
 */
public record HttpOptions(
    Optional<Tls> tls, Limits limits, LongSupplier nanos, Access access, Audit audit) {

  /** Options of a server that lets everybody in and notes no reads. */
  public HttpOptions(Optional<Tls> tls, Limits limits, LongSupplier nanos) {
    this(tls, limits, nanos, Access.open(), new Audit(false));
  }

  /** The same with the ticker of the JDK. */
  public HttpOptions(Optional<Tls> tls, Limits limits) {
    this(tls, limits, System::nanoTime);
  }

  /** Unencrypted, with the default limits, for everybody. */
  public static HttpOptions defaults() {
    return new HttpOptions(Optional.empty(), Limits.DEFAULTS);
  }

  /** The same for those who are let in. */
  public HttpOptions with(Access chosen) {
    return with(chosen, audit);
  }

  /** The same for those who are let in, with what writes down what they do. */
  public HttpOptions with(Access chosen, Audit chosenAudit) {
    return new HttpOptions(tls, limits, nanos, chosen, chosenAudit);
  }
}
