package io.restriper.server.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings as they were given on the command line, unchecked.
 *
 * @param config the configuration file
 * @param drives {@code PATH[@NODE]} each; empty if none was given
 * @param more other settings, by the keys of the configuration file
 */
public record Flags(
    Optional<String> config,
    Optional<String> listen,
    Optional<String> data,
    Optional<String> clusterName,
    Optional<String> nodeId,
    Optional<String> encoding,
    Optional<String> restripeLimit,
    Optional<String> scrubDays,
    List<String> drives,
    Map<String, String> more) {

  /** No flag at all. */
  public static final Flags NONE =
      new Flags(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Flags {
    drives = List.copyOf(drives);
    more = Map.copyOf(more);
  }

  /** Flags of which there are no others. */
  public Flags(
      Optional<String> config,
      Optional<String> listen,
      Optional<String> data,
      Optional<String> clusterName,
      Optional<String> nodeId,
      Optional<String> encoding,
      Optional<String> restripeLimit,
      Optional<String> scrubDays,
      List<String> drives) {
    this(
        config,
        listen,
        data,
        clusterName,
        nodeId,
        encoding,
        restripeLimit,
        scrubDays,
        drives,
        Map.of());
  }
}
