package io.restriper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the generator has to make of the contract. */
class GeneratedTypesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void numbersAreDoublesAndIntegersAndBodiesAreStreams() {
    List<String> types = new ArrayList<>();
    for (Class<?> type : GeneratedTypes.all()) {
      for (Field field : type.getDeclaredFields()) {
        types.add(field.getGenericType().getTypeName());
      }
      for (Method method : type.getDeclaredMethods()) {
        types.add(method.getGenericReturnType().getTypeName());
        for (Type parameter : method.getGenericParameterTypes()) {
          types.add(parameter.getTypeName());
        }
      }
    }
    assertThat(types)
        .contains("java.lang.Double", "java.lang.Integer", "java.io.InputStream")
        .noneMatch(type -> type.contains(BigDecimal.class.getName()))
        .noneMatch(type -> type.contains(BigInteger.class.getName()))
        .noneMatch(type -> type.contains(File.class.getName()));
  }

  @Test
  void nullsAreNotLeftOut() throws Exception {
    assertThat(GeneratedTypes.all()).noneMatch(type -> type.isAnnotationPresent(JsonInclude.class));
    assertThat(JSON.writeValueAsString(new ProtectionStatus()))
        .contains("\"pending_configuration\":null");
    assertThat(JSON.writeValueAsString(new ApiError())).contains("\"inner\":null");
  }

  @Test
  void noPhaseIsTheEmptyString() throws Exception {
    assertThat(RestriperPhase.NONE).hasToString("");
    assertThat(JSON.writeValueAsString(RestriperPhase.NONE)).isEqualTo("\"\"");
    assertThat(JSON.readValue("\"\"", RestriperPhase.class)).isSameAs(RestriperPhase.NONE);
    assertThat(JSON.readValue("{\"phase\":\"\"}", RestriperStatus.class).getPhase())
        .isSameAs(RestriperPhase.NONE);
  }

  @ParameterizedTest
  @MethodSource("enums")
  void anEnumRoundTripsAndRefusesAnUnknownValue(Class<?> type) throws Exception {
    for (Object constant : type.getEnumConstants()) {
      assertThat(JSON.readValue(JSON.writeValueAsString(constant), type)).isSameAs(constant);
    }
    assertThatThrownBy(() -> JSON.readValue("\"no such value\"", type))
        .hasMessageContaining("no such value");
  }

  static List<Class<?>> enums() {
    List<Class<?>> enums =
        GeneratedTypes.all().stream()
            .filter(Class::isEnum)
            .filter(type -> hasJsonValue(type))
            .<Class<?>>map(type -> type)
            .toList();
    assertThat(enums).contains(RestriperState.class, RestriperPhase.class, ErrorClass.class);
    return enums;
  }

  private static boolean hasJsonValue(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonValue.class)) {
        return true;
      }
    }
    return false;
  }
}
