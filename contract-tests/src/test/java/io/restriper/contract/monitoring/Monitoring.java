package io.restriper.contract.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that are given to operators for their monitoring. */
final class Monitoring {
  private Monitoring() {}

  static Path root() {
    String root = System.getProperty("restriper.root");
    if (root == null) {
      throw new IllegalStateException("restriper.root is not set: run this test with ./mvnw.");
    }
    return Path.of(root);
  }

  static Path alerts() {
    return root().resolve("monitoring/restriper-alerts.yaml");
  }

  /** The rules, each with alert, expr and annotations. */
  static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : yaml(alerts()).get("groups")) {
      group.get("rules").forEach(rules::add);
    }
    return rules;
  }

  static List<Path> ruleTests() throws IOException {
    try (Stream<Path> files = Files.list(root().resolve("monitoring/tests"))) {
      return files.sorted().toList();
    }
  }

  static JsonNode yaml(Path file) {
    try {
      return new YAMLMapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode dashboard() throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(root().resolve("monitoring/grafana/restriper-dashboard.json")));
  }

  static String doc(String name) throws IOException {
    return Files.readString(root().resolve("docs").resolve(name));
  }
}
