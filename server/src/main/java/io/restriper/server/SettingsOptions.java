package io.restriper.server;

import io.restriper.server.config.Flags;
import java.util.ArrayList;
import java.util.List;
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
              + " scrub-days, drives")
  private String config;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      scope = ScopeType.INHERIT,
      description = "loopback address to listen on; default 127.0.0.1:8000")
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
        drives);
  }
}
