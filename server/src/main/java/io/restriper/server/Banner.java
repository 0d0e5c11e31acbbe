package io.restriper.server;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.server.config.ServerSettings;
import io.restriper.server.resource.BuildInfo;
import java.net.URI;
import java.nio.file.Path;

/** What a server says when it has started: what it does, and what to try next. */
final class Banner {
  private Banner() {}

  static String of(ServerSettings settings, URI uri, BuildInfo build, Doors doors) {
    EngineSettings engine = settings.engine();
    Encoding encoding = engine.encoding();
    // The third drive, so that the walk of the README reads the same everywhere.
    Path drive = engine.drives().get(Math.min(2, engine.drives().size() - 1)).path();
    boolean open = doors.access().isOpen();
    String curl = curl(settings, open);
    return """

        %s keeps files erasure-coded over %d drives. %s
        It answers on %s, %s
        Its catalog is in
        %s

        Try next, in another terminal:

          head -c 10000000 /dev/urandom | %s -T - %s/v1/files/%%2Fhello/data
          rm -rf %s
          %s %s/v1/cluster/protection/restriper/status

        Or watch it in a browser: %s/

        Stop it with Ctrl-C.

        """
        .formatted(
            build.revisionId(),
            engine.drives().size(),
            promise(encoding, engine.drives().size()),
            uri,
            reach(settings.listen().getAddress().isLoopbackAddress(), open),
            engine.data(),
            curl,
            uri,
            drive,
            curl,
            uri,
            uri);
  }

  private static String reach(boolean loopback, boolean open) {
    String reach =
        loopback ? "for programs on this machine only," : "for everybody who can reach it,";
    return reach
        + (open
            ? "\nand asks nobody for a token: 'restriper-server token create' changes that."
            : "\nand only for those who have a token.");
  }

  private static String curl(ServerSettings settings, boolean open) {
    StringBuilder curl = new StringBuilder("curl");
    settings
        .tls()
        .ifPresent(
            tls -> {
              curl.append(" --cacert ").append(tls.certificate());
              if (tls.clientAuthorities().isPresent()) {
                curl.append(" --cert YOUR.pem --key YOUR.key");
              }
            });
    return open ? curl.toString() : curl + " -H \"Authorization: Bearer $TOKEN\"";
  }

  private static String promise(Encoding encoding, int drives) {
    int all = encoding.dataBlocks() + encoding.parityBlocks();
    String name = encoding.dataBlocks() + "+" + encoding.parityBlocks();
    if (drives < all) {
      return "Encoding "
          + name
          + " needs "
          + all
          + " for full protection:\nfiles are at risk until there are more.";
    }
    return encoding.parityBlocks() == 1
        ? "Encoding " + name + ":\nany one of them can fail without loss."
        : "Encoding "
            + name
            + ":\nany "
            + encoding.parityBlocks()
            + " of them can fail at the same time without loss.";
  }
}
