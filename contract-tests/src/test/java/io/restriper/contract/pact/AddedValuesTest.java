package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.contract.spec.SpecResponses;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddedValuesTest {

  @Test
  void noValueThatWasAddedSinceTheLastReleaseIsExcused() throws IOException {
    assertThat(
            new AddedValues(lastReleased(), SpecResponses.document())
                .excused(Completeness.WITHOUT_INTERACTION))
        .isEmpty();
  }

  @Test
  void anExcuseForAnAddedValueIsFound() throws IOException {
    JsonNode current = SpecResponses.document();
    ((ArrayNode) current.at("/components/schemas/RestriperPhase/enum")).add("SLEEPING");

    assertThat(
            new AddedValues(lastReleased(), current)
                .excused(Map.of("RestriperPhase", Set.of("SLEEPING", "TRANSCODE"))))
        .hasSize(1)
        .allMatch(
            finding -> finding.startsWith("value 'SLEEPING' of RestriperPhase was added since"));
  }

  @Test
  void aValueThatWasReleasedMayBeExcused() throws IOException {
    JsonNode released = lastReleased();

    assertThat(
            new AddedValues(released, released.deepCopy())
                .excused(Map.of("RestriperPhase", Set.of("TRANSCODE"))))
        .isEmpty();
  }

  /** The released contract of the highest version; there is one. */
  private static JsonNode lastReleased() throws IOException {
    Path folder = Path.of(System.getProperty("restriper.root"), "api-spec/released");
    try (Stream<Path> releases = Files.list(folder)) {
      Path last = releases.max(Comparator.comparing(AddedValuesTest::version)).orElseThrow();
      return new YAMLMapper().readTree(last.resolve("restriper.yaml").toFile());
    }
  }

  private static ModuleDescriptor.Version version(Path release) {
    return ModuleDescriptor.Version.parse(release.getFileName().toString());
  }
}
