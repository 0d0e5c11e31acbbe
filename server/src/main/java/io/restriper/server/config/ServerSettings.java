package io.restriper.server.config;

import io.restriper.engine.setup.EngineSettings;
import io.restriper.server.limit.Limits;
import io.restriper.server.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Checked settings.
 *
 * @param listen where to listen; port 0 takes any free port
 * @param engine what the engine needs
 * @param drivesByDefault whether nobody named the drives, so that the first start may make their
 *     directories
 * @param tls where TLS comes from; empty if connections are not encrypted
 * @param limits what is taken on at most
 */
public record ServerSettings(
    InetSocketAddress listen,
    EngineSettings engine,
    boolean drivesByDefault,
    Optional<TlsSettings> tls,
    Limits limits) {

  /** Settings without TLS and with the default limits. */
  public ServerSettings(InetSocketAddress listen, EngineSettings engine, boolean drivesByDefault) {
    this(listen, engine, drivesByDefault, Optional.empty(), Limits.DEFAULTS);
  }
}
