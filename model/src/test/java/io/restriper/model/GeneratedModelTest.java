package io.restriper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What both sides expect of the generated code, whatever the generator's version. */
class GeneratedModelTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** Examples by the beginning of their names, and the type that each is of. */
  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("Restriper", RestriperStatus.class),
          Map.entry("Legacy", LegacyRestriperStatus.class),
          Map.entry("Protection", ProtectionStatus.class),
          Map.entry("Slots", DiskSlot[].class),
          Map.entry("Slot", DiskSlot.class),
          Map.entry("Nodes", ClusterNode[].class),
          Map.entry("Settings", ClusterSettings.class),
          Map.entry("FileSystem", FileSystemInfo.class),
          Map.entry("Version", VersionInfo.class),
          Map.entry("FileAttributes", FileAttributes.class),
          Map.entry("Entries", DirectoryEntries.class),
          Map.entry("Error", ApiError.class));

  private static JsonNode examples() throws IOException {
    try (InputStream in =
        GeneratedModelTest.class
            .getClassLoader()
            .getResourceAsStream("META-INF/openapi/restriper.yaml")) {
      return new YAMLMapper().readTree(in).at("/components/examples");
    }
  }

  private static Class<?> typeOf(String example) {
    return TYPES.keySet().stream()
        .filter(example::startsWith)
        .max(java.util.Comparator.comparingInt(String::length))
        .<Class<?>>map(TYPES::get)
        .orElseThrow(() -> new AssertionError("no type for the example " + example));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleGoesThroughTheModelUnchanged() throws IOException {
    return examples().properties().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getKey(),
                    () -> {
                      JsonNode sent = example.getValue().path("value");
                      Object read = JSON.treeToValue(sent, typeOf(example.getKey()));
                      JsonNode again = JSON.readTree(JSON.writeValueAsString(read));
                      assertThat(plain(again)).isEqualTo(plain(sent));
                    }));
  }

  /** Numbers by their value: 0 and 0.0 are the same on the wire. */
  private static Object plain(JsonNode node) {
    if (node.isNumber()) {
      return new BigDecimal(node.asText()).stripTrailingZeros();
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(each -> list.add(plain(each)));
      return list;
    }
    if (node.isObject()) {
      Map<String, Object> map = new java.util.TreeMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
      return map;
    }
    return node.toString();
  }

  @Test
  void thePhaseHasAConstantForTheEmptyString() throws IOException {
    assertThat(RestriperPhase.NONE.toString()).isEmpty();
    assertThat(JSON.readValue("\"\"", RestriperPhase.class)).isEqualTo(RestriperPhase.NONE);
    assertThat(JSON.writeValueAsString(RestriperPhase.NONE)).isEqualTo("\"\"");
  }

  @Test
  void theModelIsStrictAboutValues() {
    assertThatThrownBy(() -> JSON.readValue("\"RESTING\"", RestriperPhase.class))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> RestriperState.fromValue("PAUSED"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void absentObjectsAreSentAsNull() throws IOException {
    assertThat(JSON.writeValueAsString(new ProtectionStatus()))
        .contains("\"pending_configuration\":null");
    assertThat(JSON.writeValueAsString(new ApiError())).contains("\"inner\":null");
  }

  @Test
  void noGeneratedTypeIsTooWideOrHoldsAFile() throws Exception {
    Path classes =
        Path.of(RestriperStatus.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    int seen = 0;
    try (Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace(".class", "").replace('/', '.');
        Class<?> type = Class.forName(name);
        for (Field field : type.getDeclaredFields()) {
          assertNarrow(field.getGenericType().getTypeName(), field);
        }
        for (Method method : type.getDeclaredMethods()) {
          assertNarrow(method.toGenericString(), method);
        }
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(30);
  }

  private static void assertNarrow(String types, Object where) {
    assertThat(types).as("%s", where).doesNotContain("BigDecimal").doesNotContain("java.io.File");
  }
}
