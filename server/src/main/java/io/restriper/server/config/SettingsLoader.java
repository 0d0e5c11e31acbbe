package io.restriper.server.config;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.config.Layer.RawDrive;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Puts the settings of a server together: flags before environment before configuration file before
 * defaults, each setting for itself. Refuses what a server could not run with.
 */
public final class SettingsLoader {
  /** How many drives a server makes if nobody names any. */
  public static final int DEFAULT_DRIVES = 8;

  private static final String PREFIX = "RESTRIPER_";
  private static final String CONFIG_VARIABLE = PREFIX + "CONFIG";
  private static final String DEFAULT = "the default";
  private static final Pattern ENCODING = Pattern.compile("([0-9]{1,3})\\+([0-9]{1,3})");
  private static final int MAX_BLOCKS = 32;
  private static final int MAX_NAME = 255;

  private final List<Layer> layers;

  private SettingsLoader(List<Layer> layers) {
    this.layers = layers;
  }

  /**
   * Loads the settings.
   *
   * @param environment the environment variables of the process
   * @throws ConfigException naming the setting, where it was given, its value, and what is right
   */
  public static ServerSettings load(Flags flags, Map<String, String> environment)
      throws ConfigException {
    refuseUnknown(environment);
    List<Layer> layers = new ArrayList<>();
    layers.add(Layer.ofFlags(flags));
    layers.add(Layer.ofEnvironment(environment));
    Optional<String> config =
        flags.config().or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)));
    if (config.isPresent()) {
      String origin =
          flags.config().isPresent()
              ? "config (flag --config)"
              : "config (environment variable " + CONFIG_VARIABLE + ")";
      layers.add(ConfigFile.read(path(new Value(config.get(), origin))));
    }
    return new SettingsLoader(layers).load();
  }

  /** A variable that is misspelt would otherwise be as good as not there. */
  private static void refuseUnknown(Map<String, String> environment) throws ConfigException {
    Set<String> known = new TreeSet<>(Set.of(CONFIG_VARIABLE));
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
    }
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(PREFIX) && !known.contains(name)) {
        throw new ConfigException(
            "The environment variable "
                + name
                + " = '"
                + environment.get(name)
                + "' is no setting. Unset it, or use one of "
                + String.join(", ", known)
                + ".");
      }
    }
  }

  private ServerSettings load() throws ConfigException {
    InetSocketAddress listen = ListenAddress.parse(value(Setting.LISTEN, "127.0.0.1:8000"));
    Path data = path(value(Setting.DATA, "./restriper-data"));
    String clusterName = clusterName(value(Setting.CLUSTER_NAME, "restriper"));
    int nodeId = node(value(Setting.NODE_ID, "1"));
    Value encodingValue = value(Setting.ENCODING, "4+2");
    Encoding encoding = encoding(encodingValue);
    Optional<List<RawDrive>> given =
        layers.stream().map(Layer::drives).flatMap(Optional::stream).findFirst();
    List<DriveSettings> drives =
        given.isPresent() ? drives(given.get(), nodeId) : defaultDrives(data, nodeId);
    if (given.isPresent()) {
      DriveRules.check(given.get(), drives, data);
    }
    int fewest = encoding.dataBlocks() + 1;
    if (drives.size() < fewest) {
      throw encodingValue.refused(
          "it needs at least "
              + fewest
              + " drives, and "
              + drives.size()
              + " "
              + (drives.size() == 1 ? "is" : "are")
              + " given. Name more drives or choose an encoding with fewer data blocks.");
    }
    return new ServerSettings(
        listen,
        new EngineSettings(data, clusterName, nodeId, encoding, drives, upkeep()),
        given.isEmpty());
  }

  private EngineSettings.Upkeep upkeep() throws ConfigException {
    return new EngineSettings.Upkeep(
        UpkeepValues.restripeLimit(value(Setting.RESTRIPE_LIMIT, "0")),
        UpkeepValues.scrubPeriod(value(Setting.SCRUB_DAYS, "30")));
  }

  private Value value(Setting setting, String byDefault) {
    return layers.stream()
        .map(layer -> layer.value(setting))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> new Value(byDefault, setting.key() + " (" + DEFAULT + ")"));
  }

  private static List<DriveSettings> defaultDrives(Path data, int nodeId) {
    return IntStream.rangeClosed(1, DEFAULT_DRIVES)
        .mapToObj(number -> new DriveSettings(data.resolve("drive-" + number), nodeId))
        .toList();
  }

  private static List<DriveSettings> drives(List<RawDrive> given, int nodeId)
      throws ConfigException {
    List<DriveSettings> drives = new ArrayList<>();
    for (RawDrive drive : given) {
      int node = drive.node().isPresent() ? node(drive.node().get()) : nodeId;
      drives.add(new DriveSettings(path(drive.path()), node));
    }
    return drives;
  }

  private static Path path(Value value) throws ConfigException {
    if (value.text().isBlank()) {
      throw value.refused("a path is needed.");
    }
    try {
      return Path.of(value.text()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw value.refused("this cannot be a path: " + e.getReason() + ".");
    }
  }

  private static String clusterName(Value value) throws ConfigException {
    String name = value.text();
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw value.refused("a name of 1 to " + MAX_NAME + " characters in one line is needed.");
    }
    return name;
  }

  private static int node(Value value) throws ConfigException {
    if (!value.text().matches("[0-9]{1,9}") || Integer.parseInt(value.text()) < 1) {
      throw value.refused("the number of a node is a whole number from 1 to 999999999.");
    }
    return Integer.parseInt(value.text());
  }

  private static Encoding encoding(Value value) throws ConfigException {
    Matcher matcher = ENCODING.matcher(value.text());
    if (matcher.matches()) {
      int data = Integer.parseInt(matcher.group(1));
      int parity = Integer.parseInt(matcher.group(2));
      if (data >= 1 && parity >= 1 && data + parity <= MAX_BLOCKS) {
        return new Encoding(data, parity);
      }
    }
    throw value.refused(
        "write data blocks + parity blocks, at least 1 each and at most "
            + MAX_BLOCKS
            + " together, for example 4+2.");
  }
}
