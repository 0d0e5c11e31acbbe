package io.restriper.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.LegacyRestriperStatus;
import io.restriper.model.RestriperPhase;
import io.restriper.model.RestriperStatus;
import io.restriper.model.api.FilesApi;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a later server adds, and what a broken one leaves out, over all the contract's schemas. */
class UnknownsTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> NULLABLE =
      Set.of(
          "pending_configuration",
          "inner",
          "finished_at",
          "at_risk",
          "estimated_seconds_left",
          "run_id");

  static Stream<Class<?>> schemas() {
    return Models.READERS.keySet().stream();
  }

  static Stream<Models.Field> enumFields() {
    return Models.enumFields();
  }

  @Test
  void everyEnumOfTheModelIsReadSomewhere() throws Exception {
    Set<Class<?>> read = new HashSet<>();
    Models.enumFields().forEach(field -> read.add(field.type()));
    List<Class<?>> enums = modelClasses().stream().filter(Class::isEnum).toList();
    assertThat(enums).hasSizeGreaterThan(8);
    assertThat(read).containsExactlyInAnyOrderElementsOf(enums);
  }

  @Test
  void everyResponseOfTheContractHasAReader() throws Exception {
    Set<Class<?>> answers = new HashSet<>();
    for (Class<?> api : apis()) {
      for (Method method : api.getDeclaredMethods()) {
        String type = method.getGenericReturnType().getTypeName();
        modelClasses().stream().filter(c -> type.contains(c.getName())).forEach(answers::add);
      }
    }
    assertThat(answers).hasSizeGreaterThan(8);
    assertThat(Models.READERS.keySet()).containsAll(answers);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void whatTheGeneratedModelWritesIsUnderstoodToTheLastField(Class<?> schema) throws Exception {
    ObjectNode json = Models.json(schema);
    Record view = read(schema, json);
    assertThat(unknowns(view).values()).isEmpty();
    assertThat(unknowns(view).fields()).isEmpty();
    RecordComponent[] components = view.getClass().getRecordComponents();
    assertThat(components).hasSize(Models.fields(schema).size() + 1);
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      Object value = component(view, camelCase(field.getKey()));
      if (field.getValue().isValueNode()) {
        assertThat(shown(value)).as(field.getKey()).contains(field.getValue().asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("enumFields")
  void anUnknownValueOfAnEnumShowsAsSuch(Models.Field field) throws Exception {
    ObjectNode json = safe(field.model()).put(field.name(), "FROM_THE_FUTURE");
    Record view = read(field.model(), json);
    OpenEnum<?> value = (OpenEnum<?>) component(view, camelCase(field.name()));
    assertThat(value.isKnown()).isFalse();
    assertThat(value.known()).isEmpty();
    assertThat(value.text()).isEqualTo("FROM_THE_FUTURE");
    assertThat(unknowns(view).values())
        .containsExactly(Map.entry(field.name(), "\"FROM_THE_FUTURE\""));
    assertThat(saysItIsFine(view)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("enumFields")
  void everyConstantOfAnEnumIsKnown(Models.Field field) throws Exception {
    for (Object constant : field.type().getEnumConstants()) {
      ObjectNode json = Models.json(field.model()).put(field.name(), constant.toString());
      OpenEnum<?> value =
          (OpenEnum<?>) component(read(field.model(), json), camelCase(field.name()));
      assertThat(value.known().orElseThrow()).isSameAs(constant);
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void anAddedFieldIsShownAndDoesNotDisturb(Class<?> schema) throws Exception {
    ObjectNode json = Models.json(schema);
    json.putObject("from_the_future").put("a", 1);
    Record view = read(schema, json);
    assertThat(unknowns(view).fields()).containsExactly(Map.entry("from_the_future", "{\"a\":1}"));
    assertThat(unknowns(view).allUnderstood()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aFieldThatIsMissingOrOfAnotherTypeIsUnknownAndNeverFine(Class<?> schema) throws Exception {
    for (String name : Models.fields(schema).keySet()) {
      assertUnknown(schema, name, null);
      for (JsonNode nonsense : nonsense()) {
        assertUnknown(schema, name, nonsense);
      }
      if (!NULLABLE.contains(name) || schema == LegacyRestriperStatus.class) {
        assertUnknown(schema, name, JSON.nullNode());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void whatIsNoObjectAtAllIsUnknownThroughout(Class<?> schema) throws Exception {
    for (JsonNode nonsense : List.of(JSON.nullNode(), JSON.textNode(""), JSON.arrayNode())) {
      Record view = read(schema, nonsense);
      assertThat(unknowns(view).values()).hasSameSizeAs(Models.fields(schema).keySet());
      assertThat(saysItIsFine(view)).isFalse();
    }
  }

  @Test
  void onlyAClearNoMakesDataKnownToBeSafe() {
    ObjectNode json = Models.json(RestriperStatus.class).put("data_at_risk", false);
    assertThat(Views.status(json).isKnownToBeSafe()).isTrue();
    assertThat(Views.status(json.deepCopy().put("data_at_risk", true)).isKnownToBeSafe()).isFalse();
    for (JsonNode falsy :
        List.of(JSON.numberNode(0), JSON.textNode("false"), JSON.textNode(""), JSON.nullNode())) {
      ObjectNode other = json.deepCopy();
      other.set("data_at_risk", falsy);
      assertThat(Views.status(other).dataAtRisk()).isEmpty();
      assertThat(Views.status(other).isKnownToBeSafe()).isFalse();
    }
  }

  @Test
  void numbersOutOfTheirRangeAreUnknown() {
    ObjectNode json = Models.json(RestriperStatus.class);
    for (double percent : new double[] {-0.1, 100.1, 1e300}) {
      assertThat(Views.status(json.put("percent_complete", percent)).percentComplete()).isEmpty();
    }
    assertThat(Views.status(json.put("percent_complete", 100)).percentComplete()).hasValue(100);
    assertThat(Views.status(json.put("coordinator_node", 3.0)).coordinatorNode()).hasValue(3);
    assertThat(Views.status(json.put("coordinator_node", 3.5)).coordinatorNode()).isEmpty();
    assertThat(Views.status(json.put("coordinator_node", 3_000_000_000L)).coordinatorNode())
        .isEmpty();
  }

  @Test
  void theLargestEstimateOfTheOlderStatusIsAccepted() {
    ObjectNode json = Models.json(LegacyRestriperStatus.class);
    json.put("estimated_seconds_left", new BigInteger("18446744073709551615"));
    assertThat(Views.legacyStatus(json).unknowns().allUnderstood()).isTrue();
    assertThat(Views.legacyStatus(json).estimatedSecondsLeft()).hasValue(0x1p64);
  }

  @Test
  void theEmptyPhaseIsAPhaseAndAMissingOneIsNot() {
    ObjectNode json = Models.json(RestriperStatus.class).put("phase", "");
    assertThat(Views.status(json).phase().is(RestriperPhase.NONE)).isTrue();
    json.remove("phase");
    assertThat(Views.status(json).phase().isKnown()).isFalse();
  }

  private static void assertUnknown(Class<?> schema, String name, JsonNode value)
      throws ReflectiveOperationException {
    ObjectNode json = safe(schema);
    if (value == null) {
      json.remove(name);
    } else {
      json.set(name, value);
    }
    Record view = read(schema, json);
    assertThat(unknowns(view).values().keySet()).as("%s of %s", name, schema).containsExactly(name);
    assertThat(unknowns(view).allUnderstood()).isFalse();
    if (!(view instanceof Slot) && !(view instanceof Node)) {
      assertThat(saysItIsFine(view)).as("%s of %s", name, schema).isFalse();
    }
  }

  /** A value that says that all is well, as far as its schema has words for it. */
  private static ObjectNode safe(Class<?> schema) {
    ObjectNode json = Models.json(schema);
    if (json.path("data_at_risk").isBoolean()) {
      json.put("data_at_risk", false);
    }
    return json;
  }

  /** Values that no field of the contract can have. */
  private static List<JsonNode> nonsense() {
    return List.of(JSON.numberNode(-1.5), JSON.numberNode(-7));
  }

  private static Record read(Class<?> schema, JsonNode json) {
    return Models.READERS.get(schema).apply(json);
  }

  private static Unknowns unknowns(Record view) throws ReflectiveOperationException {
    return (Unknowns) component(view, "unknowns");
  }

  private static Object component(Record view, String name) throws ReflectiveOperationException {
    return view.getClass().getMethod(name).invoke(view);
  }

  private static boolean saysItIsFine(Record view) throws ReflectiveOperationException {
    boolean fine = false;
    for (Method method : view.getClass().getMethods()) {
      if (method.getName().startsWith("isKnownToBe")) {
        fine |= (boolean) method.invoke(view);
      }
    }
    return fine;
  }

  private static String shown(Object value) {
    return value instanceof OpenEnum<?> open
        ? open.text()
        : value.toString().replace("Z]", ":00Z]");
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(
          camel.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }

  private static List<Class<?>> modelClasses() throws Exception {
    return classes("io.restriper.model");
  }

  private static List<Class<?>> apis() throws Exception {
    return classes(FilesApi.class.getPackageName());
  }

  /** Classes of a package of the model, which may be a folder or a jar. */
  private static List<Class<?>> classes(String name) throws Exception {
    URI location = FilesApi.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path root = Path.of(location);
    if (Files.isDirectory(root)) {
      return load(root.resolve(name.replace('.', '/')), name);
    }
    try (FileSystem jar = FileSystems.newFileSystem(root)) {
      return load(jar.getPath(name.replace('.', '/')), name);
    }
  }

  private static List<Class<?>> load(Path folder, String name)
      throws IOException, ClassNotFoundException {
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String simple = file.getFileName().toString();
        if (simple.endsWith(".class") && !simple.contains("$")) {
          classes.add(Class.forName(name + "." + simple.replace(".class", "")));
        }
      }
    }
    return classes;
  }
}
