package io.restriper.server.tls;

import io.restriper.server.watch.Steady;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 with the certificate that the files have. When these change, connections that are
 * made from then on get the new one; what is wrong is refused with a line in the log, and the old
 * one stays. What can be read and yet be half written is only believed when a second look shows the
 * same. All looks are in one thread; the rest is thread-safe.
 */
public final class Tls {
  /** Below this a person is warned. */
  static final Duration SOON = Duration.ofDays(14);

  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private final TlsSettings settings;
  private final Clock clock;
  private final Function<TlsSettings, TlsLook> eye;
  private final SslContextFactory.Server factory;
  private final Steady<TlsLook> steady;

  private Tls(
      TlsSettings settings,
      Clock clock,
      Function<TlsSettings, TlsLook> eye,
      SslContextFactory.Server factory,
      TlsLook look) {
    this.settings = settings;
    this.clock = clock;
    this.eye = eye;
    this.factory = factory;
    this.steady = new Steady<>(look);
  }

  /**
   * Reads the files.
   *
   * @param clock tells whether certificates are valid
   * @throws TlsException if TLS cannot be had from them
   */
  public static Tls load(TlsSettings settings, Clock clock) throws TlsException {
    return load(settings, clock, TlsLook::at);
  }

  static Tls load(TlsSettings settings, Clock clock, Function<TlsSettings, TlsLook> eye)
      throws TlsException {
    TlsLook look = eye.apply(settings);
    TlsMaterial material = TlsMaterial.of(settings, look, clock.instant());
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    // Nobody renegotiates in TLS 1.3, and in TLS 1.2 it is a way to keep a server busy.
    factory.setRenegotiationAllowed(false);
    factory.setKeyStorePassword(TlsMaterial.PASSWORD);
    factory.setNeedClientAuth(material.clientAuthorities().isPresent());
    put(material, factory);
    Tls tls = new Tls(settings, clock, eye, factory, look);
    tls.tell("TLS works", material);
    return tls;
  }

  private static void put(TlsMaterial material, SslContextFactory factory) {
    factory.setKeyStore(material.keys());
    material.clientAuthorities().ifPresent(factory::setTrustStore);
  }

  /** What makes the connections; it changes when the files do. */
  public SslContextFactory.Server factory() {
    return factory;
  }

  /** Whether clients need a certificate. */
  public boolean isMutual() {
    return settings.clientAuthorities().isPresent();
  }

  /** Looks at the files, and takes them on if they have changed and then stayed for a look. */
  void look() {
    steady.look(eye.apply(settings)).ifPresent(this::handle);
  }

  /** Takes the files on as they are now, also if they have not changed. */
  void lookBecauseAsked() {
    handle(steady.lookBecauseAsked(eye.apply(settings)));
  }

  private void handle(TlsLook seen) {
    try {
      TlsMaterial material = TlsMaterial.of(settings, seen, clock.instant());
      factory.reload(reloaded -> put(material, reloaded));
      tell("TLS goes on with what has changed", material);
    } catch (TlsException e) {
      LOG.warn(
          "The files for TLS are refused: {} The server goes on with the certificate that it has,"
              + " and reads the files again when they change or on SIGHUP.",
          e.getMessage());
    } catch (Exception e) {
      LOG.error("The files for TLS could not be taken on", e);
    }
  }

  private void tell(String what, TlsMaterial material) {
    LOG.info(
        "{}: the certificate of {} is valid until {}{}",
        what,
        material.subject(),
        material.end(),
        isMutual() ? ", and clients need one too" : "");
    if (clock.instant().plus(SOON).isAfter(material.until())) {
      LOG.warn("The certificate of {} expires on {}", material.subject(), material.end());
    }
  }
}
