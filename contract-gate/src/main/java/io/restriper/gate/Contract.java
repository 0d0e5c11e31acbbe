package io.restriper.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.gate.rule.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A contract, as it was read from a file. */
record Contract(Path file, Version version, JsonNode document) {
  private static final String NAME = "restriper.yaml";

  /**
   * Reads a contract.
   *
   * @throws GateException if the file is no contract
   */
  static Contract read(Path file) {
    JsonNode document;
    try {
      document = new YAMLMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new GateException(file + " is no YAML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new GateException(
          file
              + " cannot be read: "
              + e.getMessage()
              + ". The build of api-spec makes the contract; the released ones are committed.",
          e);
    }
    if (!document.path("openapi").asText().startsWith("3.0.")) {
      throw new GateException(file + " is no OpenAPI 3.0 document.", null);
    }
    String text = document.path("info").path("version").asText();
    Version version =
        Version.parse(text)
            .orElseThrow(
                () ->
                    new GateException(
                        "info.version of "
                            + file
                            + " is '"
                            + text
                            + "', and has to be three numbers such as 1.2.3.",
                        null));
    return new Contract(file, version, document);
  }

  /**
   * The released contract of the highest version.
   *
   * @param folder has a folder for each release, named by the version
   * @return empty if nothing has been released
   * @throws GateException if the folder is not there, or what is in it is no release
   */
  static Optional<Contract> lastReleased(Path folder) {
    List<Path> releases;
    try (Stream<Path> entries = Files.list(folder)) {
      releases = entries.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new GateException(
          "The folder of released contracts, " + folder + ", cannot be read: " + e.getMessage(), e);
    }
    Optional<Version> last =
        releases.stream().map(Contract::versionOf).max(Comparator.naturalOrder());
    return last.map(version -> released(folder, version));
  }

  private static Version versionOf(Path release) {
    return Version.parse(release.getFileName().toString())
        .orElseThrow(
            () ->
                new GateException(
                    release + " is not named by a version such as 1.2.3: rename or remove it.",
                    null));
  }

  private static Contract released(Path folder, Version version) {
    Contract contract = read(folder.resolve(version.toString()).resolve(NAME));
    if (!contract.version().equals(version)) {
      throw new GateException(
          contract.file()
              + " has info.version "
              + contract.version()
              + ": a released contract is never changed; take it back from the tag of the release.",
          null);
    }
    return contract;
  }
}
