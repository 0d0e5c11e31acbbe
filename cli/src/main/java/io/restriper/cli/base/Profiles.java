package io.restriper.cli.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file with the profiles: for each name an endpoint, and what it takes to talk to it. */
final class Profiles {
  static final String DEFAULT = "default";
  private static final List<String> KEYS =
      List.of("endpoint", "token", "token-file", "ca-cert", "client-cert", "client-key");

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private final Path file;

  private Profiles(Path file) {
    this.file = file;
  }

  /** {@code $XDG_CONFIG_HOME/restriper/profiles.yaml}, by default below {@code ~/.config}. */
  static Profiles of(Surroundings surroundings) {
    String config = surroundings.variable("XDG_CONFIG_HOME");
    Path folder = config == null ? surroundings.home().resolve(".config") : Path.of(config);
    return new Profiles(folder.resolve("restriper").resolve("profiles.yaml"));
  }

  /** The folder of the file, from which relative paths in it count. */
  Path folder() {
    return file.getParent();
  }

  /** The values of a profile by their keys; empty if there is no such profile. */
  Optional<Map<String, String>> find(String name) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode profile = read().path(name);
    if (profile.isMissingNode()) {
      return Optional.empty();
    }
    if (!profile.isObject()) {
      throw wrong("the profile '" + name + "' holds no lines of the form 'key: value'");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : profile.properties()) {
      if (!KEYS.contains(field.getKey())) {
        throw wrong(
            "the profile '"
                + name
                + "' has the key '"
                + field.getKey()
                + "', the keys are "
                + String.join(", ", KEYS));
      }
      if (!field.getValue().isValueNode() || field.getValue().asText().isBlank()) {
        throw wrong("'" + field.getKey() + "' of the profile '" + name + "' has no value");
      }
      values.put(field.getKey(), field.getValue().asText());
    }
    return Optional.of(values);
  }

  CliException missing(String name) {
    return CliException.usage(
        "There is no profile '"
            + name
            + "' in "
            + file
            + (Files.exists(file) ? "." : ", because that file does not exist."));
  }

  private JsonNode read() {
    try {
      JsonNode root = YAML.readTree(Files.readAllBytes(file));
      if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
        throw wrong("it holds no profiles by their names");
      }
      return root;
    } catch (JsonProcessingException e) {
      // The message of the parser would show a part of the file, where tokens are.
      String line = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw wrong("it is not valid YAML" + line);
    } catch (IOException e) {
      throw CliException.usage("The profile file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private CliException wrong(String what) {
    return CliException.usage("The profile file " + file + " is wrong: " + what + ".");
  }
}
