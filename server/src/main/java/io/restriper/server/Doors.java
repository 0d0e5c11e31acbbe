package io.restriper.server;

import io.restriper.server.access.Access;
import io.restriper.server.access.Audit;
import io.restriper.server.access.Exposure;
import io.restriper.server.access.TokenWatcher;
import io.restriper.server.access.token.TokenFile;
import io.restriper.server.access.token.TokenFileException;
import io.restriper.server.access.token.Tokens;
import io.restriper.server.config.ConfigException;
import io.restriper.server.config.ServerSettings;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Who is let in by a server that is about to start.
 *
 * @param file of the tokens
 * @param content of the file; empty if there is none
 * @param access that the server starts with
 * @param audit where it writes down who did what
 * @param warning what has to be said at the start; empty if nothing has to
 */
record Doors(
    TokenFile file,
    Optional<byte[]> content,
    Access access,
    Audit audit,
    Optional<String> warning) {

  /**
   * What there is to be known before anything is made on disk.
   *
   * @throws ConfigException if the server must not listen there like this
   * @throws TokenFileException if there are tokens and it is not known which
   */
  static Doors of(ServerSettings settings, boolean insecure, boolean auditReads)
      throws ConfigException, TokenFileException {
    TokenFile file = new TokenFile(settings.engine().data());
    Optional<byte[]> content = file.bytes();
    Optional<Tokens> tokens =
        content.isEmpty() ? Optional.empty() : Optional.of(file.parse(content.get()));
    InetSocketAddress listen = settings.listen();
    Exposure exposure =
        new Exposure(
            listen.getAddress().isLoopbackAddress(),
            settings.tls().isPresent(),
            tokens.isPresent(),
            insecure);
    Optional<String> refusal =
        exposure.refusal(listen.getAddress().getHostAddress() + ":" + listen.getPort());
    if (refusal.isPresent()) {
      throw new ConfigException(refusal.get());
    }
    return new Doors(file, content, Access.of(tokens), new Audit(auditReads), exposure.warning());
  }

  /** Follows the file from now on. */
  TokenWatcher watch(ScheduledExecutorService scheduler) {
    return TokenWatcher.start(file, access, content, scheduler);
  }
}
