package io.restriper.server.reload;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineSettings.Upkeep;
import io.restriper.server.config.ServerSettings;
import io.restriper.server.config.UpkeepValues;
import io.restriper.server.limit.Limit;
import io.restriper.server.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The difference between the settings that a server runs with and others, in words. */
record Change(ServerSettings from, ServerSettings to) {

  /** Whether the engine has anything to take on. */
  boolean isAny() {
    return !from.engine().equals(to.engine());
  }

  /** Why a running server cannot take this on, and what to do; empty if it can. */
  Optional<String> obstacle() {
    return needsRestart().or(this::drivesUnnamed).or(this::movedDrive);
  }

  private Optional<String> needsRestart() {
    List<String> fixed = new ArrayList<>();
    compare("listen", address(from.listen()), address(to.listen()), fixed);
    compare("data", from.engine().data(), to.engine().data(), fixed);
    compare("cluster-name", from.engine().clusterName(), to.engine().clusterName(), fixed);
    compare("node-id", from.engine().nodeId(), to.engine().nodeId(), fixed);
    compare(
        "tls-cert", tls(from, TlsSettings::certificate), tls(to, TlsSettings::certificate), fixed);
    compare("tls-key", tls(from, TlsSettings::key), tls(to, TlsSettings::key), fixed);
    compare("tls-client-ca", clientAuthorities(from), clientAuthorities(to), fixed);
    for (Limit limit : Limit.values()) {
      compare("limits." + limit.key(), from.limits().of(limit), to.limits().of(limit), fixed);
    }
    return fixed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it changes "
                + String.join(", ", fixed)
                + ", for which a restart is needed. Restart the server, or take that back.");
  }

  private static void compare(String key, Object from, Object to, List<String> changed) {
    if (!from.equals(to)) {
      changed.add(key + " from '" + from + "' to '" + to + "'");
    }
  }

  private static String tls(ServerSettings settings, Function<TlsSettings, Path> file) {
    return settings.tls().map(file).map(Path::toString).orElse("");
  }

  private static String clientAuthorities(ServerSettings settings) {
    return settings.tls().flatMap(TlsSettings::clientAuthorities).map(Path::toString).orElse("");
  }

  private static String address(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** The directories that are drives by default are most likely none, and never meant. */
  private Optional<String> drivesUnnamed() {
    return to.drivesByDefault() && !from.drivesByDefault()
        ? Optional.of(
            "it names no drives, and the server runs with "
                + from.engine().drives().size()
                + " that were named. Name every drive that shall stay.")
        : Optional.empty();
  }

  private Optional<String> movedDrive() {
    Map<Path, Integer> nodes = nodes(from.engine());
    return to.engine().drives().stream()
        .filter(drive -> nodes.getOrDefault(drive.path(), drive.node()) != drive.node())
        .findFirst()
        .map(
            drive ->
                "it puts the drive "
                    + drive.path()
                    + " into node "
                    + drive.node()
                    + ", and it belongs to node "
                    + nodes.get(drive.path())
                    + ". Give it its node again; drives can be added and taken out, not moved.");
  }

  private static Map<Path, Integer> nodes(EngineSettings settings) {
    Map<Path, Integer> nodes = new LinkedHashMap<>();
    settings.drives().forEach(drive -> nodes.put(drive.path(), drive.node()));
    return nodes;
  }

  /** What changes, in one text. */
  String words() {
    List<String> words = new ArrayList<>();
    if (!from.engine().encoding().equals(to.engine().encoding())) {
      words.add(
          "encoding "
              + name(from.engine().encoding())
              + " becomes "
              + name(to.engine().encoding()));
    }
    List<DriveSettings> added = without(to.engine().drives(), from.engine().drives());
    List<DriveSettings> removed = without(from.engine().drives(), to.engine().drives());
    if (!added.isEmpty()) {
      words.add("drives added: " + list(added));
    }
    if (!removed.isEmpty()) {
      words.add("drives taken out: " + list(removed));
    }
    Upkeep before = from.engine().upkeep();
    Upkeep after = to.engine().upkeep();
    if (before.restripeLimit() != after.restripeLimit()) {
      words.add("restripe-limit becomes " + after.restripeLimit() + " bytes per second");
    }
    if (!before.scrubPeriod().equals(after.scrubPeriod())) {
      words.add("scrub-days becomes " + UpkeepValues.days(after.scrubPeriod()));
    }
    return words.isEmpty() ? "the drives are in another order" : String.join("; ", words);
  }

  private static List<DriveSettings> without(List<DriveSettings> all, List<DriveSettings> some) {
    return all.stream().filter(drive -> !some.contains(drive)).toList();
  }

  private static String list(List<DriveSettings> drives) {
    return drives.stream()
        .map(drive -> drive.path() + " (node " + drive.node() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String name(Encoding encoding) {
    return encoding.dataBlocks() + "+" + encoding.parityBlocks();
  }
}
