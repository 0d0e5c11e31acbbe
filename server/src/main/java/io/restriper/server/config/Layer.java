package io.restriper.server.config;

import io.restriper.server.limit.Limit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings that one source gives; a source that gives drives gives all of them. */
final class Layer {
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);
  private Optional<List<RawDrive>> drives = Optional.empty();

  /**
   * A drive as it was given.
   *
   * @param node empty if it was not given
   */
  record RawDrive(Value path, Optional<Value> node) {}

  void put(Setting setting, Value value) {
    values.put(setting, value);
  }

  void putDrives(List<RawDrive> given) {
    drives = Optional.of(List.copyOf(given));
  }

  Optional<Value> value(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  Optional<List<RawDrive>> drives() {
    return drives;
  }

  /** What the layer says of a setting, in one text; empty if it says nothing. */
  Optional<String> text(Setting setting) {
    if (setting != Setting.DRIVES) {
      return value(setting).map(Value::text);
    }
    return drives.map(
        given ->
            given.stream()
                .map(
                    drive ->
                        drive.path().text()
                            + drive.node().map(node -> "@" + node.text()).orElse(""))
                .collect(Collectors.joining(",")));
  }

  /** The name of a setting and where the layer has it from; empty if it says nothing. */
  Optional<String> origin(Setting setting) {
    return setting == Setting.DRIVES
        ? drives.flatMap(given -> given.stream().map(drive -> drive.path().origin()).findFirst())
        : value(setting).map(Value::origin);
  }

  static Layer ofFlags(Flags flags) throws ConfigException {
    Layer layer = new Layer();
    layer.flag(Setting.LISTEN, flags.listen());
    layer.flag(Setting.DATA, flags.data());
    layer.flag(Setting.CLUSTER_NAME, flags.clusterName());
    layer.flag(Setting.NODE_ID, flags.nodeId());
    layer.flag(Setting.ENCODING, flags.encoding());
    layer.flag(Setting.RESTRIPE_LIMIT, flags.restripeLimit());
    layer.flag(Setting.SCRUB_DAYS, flags.scrubDays());
    for (Map.Entry<String, String> more : new TreeMap<>(flags.more()).entrySet()) {
      Optional<Setting> setting = Setting.of(more.getKey());
      if (setting.isEmpty()) {
        throw unknownLimit(more.getKey());
      }
      layer.flag(setting.get(), Optional.of(more.getValue()));
    }
    if (!flags.drives().isEmpty()) {
      layer.parseDrives(flags.drives(), "drive (flag --drive)");
    }
    return layer;
  }

  private static ConfigException unknownLimit(String key) {
    return new ConfigException(
        "The flag --limit names '"
            + key.substring(key.indexOf('.') + 1)
            + "'. The limits are "
            + Arrays.stream(Limit.values()).map(Limit::key).collect(Collectors.joining(", "))
            + ".");
  }

  private void flag(Setting setting, Optional<String> text) {
    text.ifPresent(
        given -> put(setting, new Value(given, setting.key() + " (flag " + setting.flag() + ")")));
  }

  static Layer ofEnvironment(Map<String, String> environment) throws ConfigException {
    Layer layer = new Layer();
    for (Setting setting : Setting.values()) {
      String text = environment.get(setting.variable());
      if (text == null) {
        continue;
      }
      String origin = setting.key() + " (environment variable " + setting.variable() + ")";
      if (setting == Setting.DRIVES) {
        layer.parseDrives(List.of(text.split(",", -1)), origin);
      } else {
        layer.put(setting, new Value(text, origin));
      }
    }
    return layer;
  }

  private void parseDrives(List<String> texts, String origin) throws ConfigException {
    List<RawDrive> parsed = new java.util.ArrayList<>();
    for (String text : texts) {
      parsed.add(parseDrive(new Value(text, origin)));
    }
    putDrives(parsed);
  }

  private static RawDrive parseDrive(Value given) throws ConfigException {
    String text = given.text();
    int at = text.lastIndexOf('@');
    if (at < 0 || text.indexOf('/', at) >= 0) {
      return new RawDrive(given, Optional.empty());
    }
    String node = text.substring(at + 1);
    if (!node.matches("[0-9]{1,9}")) {
      throw given.refused(
          "what stands behind the last @ must be the number of a node, as in /disks/a@2."
              + " A path that has an @ in its last name can be given in a configuration file.");
    }
    return new RawDrive(
        new Value(text.substring(0, at), given.origin()),
        Optional.of(new Value(node, "node in " + given.origin())));
  }
}
