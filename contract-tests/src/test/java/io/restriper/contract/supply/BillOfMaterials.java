package io.restriper.contract.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build says that a published artifact consists of (CycloneDX).
 *
 * @param module the folder of the module, such as {@code server}
 * @param components all libraries that it needs when it runs, our own too
 */
record BillOfMaterials(String module, List<Component> components) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A library.
   *
   * @param name group and artifact, with a colon between them
   * @param licences identifiers of SPDX, or what its POM calls them; any of them may be chosen
   * @param hashed whether its SHA-256 is told
   */
  record Component(String name, String version, List<String> licences, boolean hashed) {
    boolean isOurs() {
      return name.startsWith("io.restriper:");
    }

    /** What its jar is called. */
    String jar() {
      return name.substring(name.indexOf(':') + 1) + "-" + version + ".jar";
    }
  }

  /** The bills of all modules that have one; none if the build is offline, which makes none. */
  static List<BillOfMaterials> all(Path root) throws IOException {
    List<BillOfMaterials> bills = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.sorted().toList()) {
        Path file = module.resolve("target/bom.json");
        if (Files.isRegularFile(file)) {
          bills.add(read(module.getFileName().toString(), file));
        }
      }
    }
    return bills;
  }

  private static BillOfMaterials read(String module, Path file) throws IOException {
    List<Component> components = new ArrayList<>();
    for (JsonNode component : MAPPER.readTree(file.toFile()).path("components")) {
      components.add(
          new Component(
              component.path("group").asText() + ":" + component.path("name").asText(),
              component.path("version").asText(),
              licences(component.path("licenses")),
              component.path("hashes").findValuesAsText("alg").contains("SHA-256")));
    }
    return new BillOfMaterials(module, components);
  }

  private static List<String> licences(JsonNode told) {
    List<String> licences = new ArrayList<>();
    for (JsonNode each : told) {
      if (each.has("expression")) {
        licences.add(each.get("expression").asText());
      } else {
        JsonNode licence = each.path("license");
        licences.add(licence.path(licence.has("id") ? "id" : "name").asText());
      }
    }
    return licences;
  }
}
