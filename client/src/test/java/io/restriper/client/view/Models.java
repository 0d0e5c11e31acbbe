package io.restriper.client.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.restriper.client.event.RestriperEvent;
import io.restriper.client.event.StreamReset;
import io.restriper.client.run.RunViews;
import io.restriper.model.ApiError;
import io.restriper.model.ClusterNode;
import io.restriper.model.ClusterSettings;
import io.restriper.model.DirectoryEntries;
import io.restriper.model.DiskSlot;
import io.restriper.model.FileAttributes;
import io.restriper.model.FileSystemInfo;
import io.restriper.model.LegacyRestriperStatus;
import io.restriper.model.PendingConfiguration;
import io.restriper.model.ProtectionStatus;
import io.restriper.model.RestriperReset;
import io.restriper.model.RestriperRun;
import io.restriper.model.RestriperRuns;
import io.restriper.model.RestriperStatus;
import io.restriper.model.RunBlocked;
import io.restriper.model.RunEstimate;
import io.restriper.model.RunFailed;
import io.restriper.model.RunPhaseReport;
import io.restriper.model.RunRiskLevel;
import io.restriper.model.RunSubject;
import io.restriper.model.RunWork;
import io.restriper.model.VersionInfo;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The schemas of the contract, as generated, and how this client reads each. */
final class Models {

  static final Map<Class<?>, Function<JsonNode, Record>> READERS =
      Map.ofEntries(
          Map.entry(RestriperStatus.class, Views::status),
          Map.entry(LegacyRestriperStatus.class, Views::legacyStatus),
          Map.entry(ProtectionStatus.class, Views::protection),
          Map.entry(PendingConfiguration.class, Protection.PendingEncoding::read),
          Map.entry(DiskSlot.class, Views::slot),
          Map.entry(ClusterNode.class, Views::node),
          Map.entry(ClusterSettings.class, Views::settings),
          Map.entry(FileSystemInfo.class, Views::fileSystem),
          Map.entry(VersionInfo.class, Views::version),
          Map.entry(FileAttributes.class, Views::file),
          Map.entry(DirectoryEntries.class, Views::entries),
          Map.entry(io.restriper.model.RestriperEvent.class, RestriperEvent::read),
          Map.entry(RestriperReset.class, StreamReset::read),
          Map.entry(ApiError.class, Views::error),
          Map.entry(RestriperRuns.class, RunViews::runs),
          Map.entry(RestriperRun.class, RunViews::run),
          Map.entry(RunPhaseReport.class, RunViews::phase),
          Map.entry(RunBlocked.class, RunViews::blocked),
          Map.entry(RunSubject.class, RunViews::subject),
          Map.entry(RunFailed.class, RunViews::failed),
          Map.entry(RunRiskLevel.class, RunViews::riskLevel),
          Map.entry(RunWork.class, RunViews::work),
          Map.entry(RunEstimate.class, RunViews::estimate));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Models() {}

  /** The generated class's fields by their name on the wire. */
  static Map<String, Type> fields(Class<?> model) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (Method method : model.getMethods()) {
      JsonProperty property = method.getAnnotation(JsonProperty.class);
      if (property != null && method.getParameterCount() == 0) {
        fields.put(property.value(), method.getGenericReturnType());
      }
    }
    return fields;
  }

  /** A value of the generated class with every field set, as the server would write it. */
  static ObjectNode json(Class<?> model) {
    try {
      return MAPPER.valueToTree(instance(model, 0));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** All response types with their fields that are enums. */
  static Stream<Field> enumFields() {
    List<Field> found = new ArrayList<>();
    READERS
        .keySet()
        .forEach(
            model ->
                fields(model)
                    .forEach(
                        (name, type) -> {
                          if (type instanceof Class<?> c && c.isEnum()) {
                            found.add(new Field(model, name, c));
                          }
                        }));
    return found.stream();
  }

  record Field(Class<?> model, String name, Class<?> type) {

    @Override
    public String toString() {
      return model.getSimpleName() + "." + name;
    }
  }

  private static Object instance(Class<?> model, int depth) throws ReflectiveOperationException {
    Object instance = model.getConstructor().newInstance();
    for (Method method : model.getMethods()) {
      if (method.isAnnotationPresent(JsonProperty.class) && method.getParameterCount() == 1) {
        method.invoke(instance, value(method.getGenericParameterTypes()[0], depth));
      }
    }
    return instance;
  }

  private static Object value(Type type, int depth) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType list) {
      return List.of(value(list.getActualTypeArguments()[0], depth + 1));
    }
    Class<?> c = (Class<?>) type;
    if (c.isEnum()) {
      Object[] constants = c.getEnumConstants();
      return constants[constants.length - 1];
    }
    if (c.equals(String.class)) {
      return "17";
    }
    if (c.equals(Integer.class)) {
      return 18;
    }
    if (c.equals(Long.class)) {
      return 19L;
    }
    if (c.equals(Double.class)) {
      return 20.5;
    }
    if (c.equals(Boolean.class)) {
      return true;
    }
    if (c.equals(OffsetDateTime.class)) {
      return OffsetDateTime.parse("2026-11-24T10:00:00Z");
    }
    return depth > 8 ? null : instance(c, depth + 1);
  }
}
