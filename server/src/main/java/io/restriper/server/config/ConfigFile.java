package io.restriper.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.server.config.Layer.RawDrive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a configuration file; refuses what it does not know. */
final class ConfigFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;

  private ConfigFile(Path file) {
    this.file = file;
  }

  static Layer read(FileLook look) throws ConfigException {
    return new ConfigFile(look.file()).read(look.bytes());
  }

  private Layer read(byte[] content) throws ConfigException {
    JsonNode root = parse(content);
    Layer layer = new Layer();
    if (root.isMissingNode() || root.isNull()) {
      return layer;
    }
    if (!root.isObject()) {
      throw new ConfigException(
          "The configuration file " + file + " must hold lines of the form 'key: value'.");
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(Setting.LIMITS)) {
        limits(field.getValue(), layer);
        continue;
      }
      Setting setting = setting(field.getKey(), false);
      if (setting == Setting.DRIVES) {
        layer.putDrives(drives(field.getValue()));
      } else {
        layer.put(setting, value(setting, field.getValue()));
      }
    }
    return layer;
  }

  private void limits(JsonNode limits, Layer layer) throws ConfigException {
    if (!limits.isObject()) {
      throw new Value(text(limits), origin(Setting.LIMITS))
          .refused("it must hold lines of the form '  requests: 256'.");
    }
    for (Map.Entry<String, JsonNode> field : limits.properties()) {
      Setting setting = setting(Setting.LIMITS + "." + field.getKey(), true);
      layer.put(setting, value(setting, field.getValue()));
    }
  }

  private JsonNode parse(byte[] content) throws ConfigException {
    try {
      return YAML.readTree(content);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new ConfigException(
          "The configuration file " + file + " is not valid YAML" + place + ": " + firstLine(e));
    } catch (IOException e) {
      throw new ConfigException(
          "The configuration file " + file + " cannot be understood: " + e.getMessage() + ".");
    }
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("it cannot be understood") + ".";
  }

  private Setting setting(String key, boolean isLimit) throws ConfigException {
    Optional<Setting> setting = Setting.of(key);
    if (setting.isPresent() && setting.get().limit().isPresent() == isLimit) {
      return setting.get();
    }
    String known =
        Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
    throw new ConfigException(
        "The configuration file "
            + file
            + " has the key '"
            + key
            + "'. The keys are "
            + known
            + ".");
  }

  private List<RawDrive> drives(JsonNode list) throws ConfigException {
    if (!list.isArray() || list.isEmpty()) {
      throw new Value(text(list), origin("drives"))
          .refused("it must be a list of drives, each of the form '- path: /disks/a'.");
    }
    List<RawDrive> drives = new ArrayList<>();
    for (JsonNode drive : list) {
      drives.add(drive(drive, "drives[" + drives.size() + "]"));
    }
    return drives;
  }

  private RawDrive drive(JsonNode drive, String name) throws ConfigException {
    if (!drive.isObject() || !drive.has("path")) {
      throw new Value(text(drive), origin(name))
          .refused("a drive needs a path, as in '- path: /disks/a', and can have a node.");
    }
    for (Iterator<String> keys = drive.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!key.equals("path") && !key.equals("node")) {
        throw new ConfigException(
            origin(name) + " has the key '" + key + "'. The keys of a drive are path and node.");
      }
    }
    Optional<Value> node =
        drive.has("node")
            ? Optional.of(scalar(drive.get("node"), origin(name + ".node")))
            : Optional.empty();
    return new RawDrive(scalar(drive.get("path"), origin(name + ".path")), node);
  }

  private Value value(Setting setting, JsonNode node) throws ConfigException {
    // Elsewhere a fraction is a text without quotes, of which YAML has dropped the zeros.
    return setting == Setting.SCRUB_DAYS && node.isFloatingPointNumber()
        ? new Value(node.asText(), origin(setting.key()))
        : scalar(node, origin(setting.key()));
  }

  private static Value scalar(JsonNode node, String origin) throws ConfigException {
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw new Value(text(node), origin)
          .refused("one text or whole number is needed here; put quotes around a text.");
    }
    return new Value(node.asText(), origin);
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : node.isValueNode() ? node.asText() : node.toString();
  }

  private String origin(String key) {
    return key + " (in the configuration file " + file + ")";
  }
}
