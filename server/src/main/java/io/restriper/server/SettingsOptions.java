package io.restriper.server;

import io.restriper.server.config.Flags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The flags that set something; the same for every command. */
final class SettingsOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "YAML file with the keys listen, data, cluster-name, node-id, encoding, restripe-limit,"
              + " scrub-days, tls-cert, tls-key, tls-client-ca, limits, drives")
  private String config;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      scope = ScopeType.INHERIT,
      description =
          "address to listen on; default 127.0.0.1:8000. One that others can reach needs TLS and"
              + " tokens")
  private String listen;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "directory of the catalog; default ./restriper-data")
  private String data;

  @Option(
      names = "--cluster-name",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "what the cluster is called; default restriper")
  private String clusterName;

  @Option(
      names = "--node-id",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description = "number of this node; default 1")
  private String nodeId;

  @Option(
      names = "--encoding",
      paramLabel = "K+M",
      scope = ScopeType.INHERIT,
      description = "data blocks + parity blocks of a stripe; default 4+2")
  private String encoding;

  @Option(
      names = "--restripe-limit",
      paramLabel = "SIZE",
      scope = ScopeType.INHERIT,
      description =
          "bytes per second that the restriper works on at most, for example 100MiB; default 0,"
              + " no limit")
  private String restripeLimit;

  @Option(
      names = "--scrub-days",
      paramLabel = "DAYS",
      scope = ScopeType.INHERIT,
      description = "days in which every block is read and verified once; 0 for never; default 30")
  private String scrubDays;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file with the certificate of the server, its issuers behind it")
  private String tlsCert;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file with the private key of the certificate")
  private String tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "PEM file with the authorities that clients need a certificate of")
  private String tlsClientCa;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      scope = ScopeType.INHERIT,
      description =
          "a limit, for example requests=500; once for each. The configuration file of the"
              + " distribution has all of them")
  private Map<String, String> limits = new LinkedHashMap<>();

  @Option(
      names = "--drive",
      paramLabel = "PATH[@NODE]",
      scope = ScopeType.INHERIT,
      description =
          "a drive's directory and its node; once for each drive; default drive-1 to"
              + " drive-8 in the data directory")
  private List<String> drives = new ArrayList<>();

  Flags flags() {
    return new Flags(
        Optional.ofNullable(config),
        Optional.ofNullable(listen),
        Optional.ofNullable(data),
        Optional.ofNullable(clusterName),
        Optional.ofNullable(nodeId),
        Optional.ofNullable(encoding),
        Optional.ofNullable(restripeLimit),
        Optional.ofNullable(scrubDays),
        drives,
        more());
  }

  private Map<String, String> more() {
    Map<String, String> more = new LinkedHashMap<>();
    limits.forEach((name, value) -> more.put("limits." + name, value));
    put(more, "tls-cert", tlsCert);
    put(more, "tls-key", tlsKey);
    put(more, "tls-client-ca", tlsClientCa);
    return more;
  }

  private static void put(Map<String, String> more, String key, String value) {
    if (value != null) {
      more.put(key, value);
    }
  }
}
