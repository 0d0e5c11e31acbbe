package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the fields of one JSON object, and keeps account of what it could not understand. Jackson's
 * data binding is not used for it: that would throw at a new constant, and would quietly turn 0 or
 * "" into false, which for a field named data_at_risk means "all is well".
 */
public final class Fields {

  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private final JsonNode object;
  private final Set<String> read = new LinkedHashSet<>();
  private final Map<String, String> unknownValues = new LinkedHashMap<>();

  /**
   * Reads an object; of something that is none, every field is missing.
   *
   * @param object what was sent
   */
  public Fields(JsonNode object) {
    this.object = object.isObject() ? object : MissingNode.getInstance();
  }

  /**
   * A text.
   *
   * @param name name on the wire
   * @return the text; empty if unknown
   */
  public String text(String name) {
    JsonNode node = field(name);
    if (node.isTextual()) {
      return node.textValue();
    }
    unknown(name, node);
    return "";
  }

  /**
   * A value of an enum that may be extended.
   *
   * @param <E> the enum
   * @param name name on the wire
   * @param type the enum
   * @return the value, known or not
   */
  public <E extends Enum<E>> OpenEnum<E> openEnum(String name, Class<E> type) {
    JsonNode node = field(name);
    OpenEnum<E> value = OpenEnum.read(type, node);
    if (!value.isKnown()) {
      unknown(name, node);
    }
    return value;
  }

  /**
   * True or false.
   *
   * @param name name on the wire
   * @return the value; empty if unknown
   */
  public Optional<Boolean> flag(String name) {
    JsonNode node = field(name);
    if (node.isBoolean()) {
      return Optional.of(node.booleanValue());
    }
    unknown(name, node);
    return Optional.empty();
  }

  /**
   * A whole number from 0 on.
   *
   * @param name name on the wire
   * @return the number; empty if unknown
   */
  public OptionalInt integer(String name) {
    JsonNode node = field(name);
    if (isWhole(node) && node.canConvertToInt() && node.intValue() >= 0) {
      return OptionalInt.of(node.intValue());
    }
    unknown(name, node);
    return OptionalInt.empty();
  }

  /**
   * A whole number from 0 on, as a number or as a string of decimal digits.
   *
   * @param name name on the wire
   * @return the number; empty if unknown
   */
  public OptionalLong whole(String name) {
    JsonNode node = field(name);
    if (isWhole(node) && node.canConvertToLong() && node.longValue() >= 0) {
      return OptionalLong.of(node.longValue());
    }
    if (node.isTextual() && node.textValue().matches("[0-9]{1,40}")) {
      BigInteger value = new BigInteger(node.textValue());
      if (value.compareTo(MAX_LONG) <= 0) {
        return OptionalLong.of(value.longValue());
      }
    }
    unknown(name, node);
    return OptionalLong.empty();
  }

  /**
   * A whole number from 0 on, or null.
   *
   * @param name name on the wire
   * @return the number; empty if it is null, which the contract admits, and also if unknown
   */
  public OptionalLong wholeOrNull(String name) {
    return field(name).isNull() ? OptionalLong.empty() : whole(name);
  }

  /**
   * A number in a range, both ends included.
   *
   * @param name name on the wire
   * @param min the least
   * @param max the greatest
   * @return the number; empty if unknown
   */
  public OptionalDouble number(String name, double min, double max) {
    JsonNode node = field(name);
    if (node.isNumber()) {
      double value = node.doubleValue();
      if (value >= min && value <= max) {
        return OptionalDouble.of(value);
      }
    }
    unknown(name, node);
    return OptionalDouble.empty();
  }

  /**
   * A time.
   *
   * @param name name on the wire
   * @return the time; empty if unknown
   */
  public Optional<OffsetDateTime> time(String name) {
    JsonNode node = field(name);
    if (node.isTextual()) {
      Optional<OffsetDateTime> time = parseTime(node.textValue());
      if (time.isPresent()) {
        return time;
      }
    }
    unknown(name, node);
    return Optional.empty();
  }

  /**
   * Texts of an array.
   *
   * @param name name on the wire
   * @return those elements that are texts
   */
  public List<String> texts(String name) {
    JsonNode node = field(name);
    List<String> texts = new ArrayList<>();
    boolean understood = node.isArray();
    for (JsonNode element : node) {
      understood &= element.isTextual();
      if (element.isTextual()) {
        texts.add(element.textValue());
      }
    }
    if (!understood) {
      unknown(name, node);
    }
    return List.copyOf(texts);
  }

  /**
   * An object; empty if it is null, which the contract admits, and also if it is unknown.
   *
   * @param <T> what it is read as
   * @param name name on the wire
   * @param reader reads the object
   * @param unknowns what of it was not understood
   * @return the value
   */
  public <T> Optional<T> objectOrNull(
      String name, Function<JsonNode, T> reader, Function<T, Unknowns> unknowns) {
    JsonNode node = field(name);
    if (node.isObject()) {
      T value = reader.apply(node);
      unknowns.apply(value).values().forEach((k, v) -> unknownValues.put(name + "." + k, v));
      return Optional.of(value);
    }
    if (!node.isNull()) {
      unknown(name, node);
    }
    return Optional.empty();
  }

  /**
   * An object.
   *
   * @param <T> what it is read as
   * @param name name on the wire
   * @param reader reads the object; of something that is none, every field is missing
   * @param unknowns what of it was not understood
   * @return the value
   */
  public <T> T object(String name, Function<JsonNode, T> reader, Function<T, Unknowns> unknowns) {
    JsonNode node = field(name);
    T value = reader.apply(node);
    if (node.isObject()) {
      unknowns.apply(value).values().forEach((k, v) -> unknownValues.put(name + "." + k, v));
    } else {
      unknown(name, node);
    }
    return value;
  }

  /**
   * The objects of an array; one that is not an object gives a value whose fields are unknown.
   *
   * @param <T> what they are read as
   * @param name name on the wire
   * @param reader reads an object
   * @return the values
   */
  public <T> List<T> objects(String name, Function<JsonNode, T> reader) {
    JsonNode node = field(name);
    if (!node.isArray()) {
      unknown(name, node);
    }
    List<T> objects = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> objects.add(reader.apply(element)));
    }
    return List.copyOf(objects);
  }

  /**
   * What was not understood. To be called last: a field that was not asked for until then is one
   * that nobody knows.
   *
   * @return what was not understood
   */
  public Unknowns unknowns() {
    Map<String, String> added = new LinkedHashMap<>();
    object.properties().stream()
        .filter(field -> !read.contains(field.getKey()))
        .forEach(field -> added.put(field.getKey(), field.getValue().toString()));
    return new Unknowns(unknownValues, added);
  }

  private JsonNode field(String name) {
    read.add(name);
    return object.path(name);
  }

  private void unknown(String name, JsonNode node) {
    unknownValues.put(name, node.isMissingNode() ? "" : node.toString());
  }

  private static boolean isWhole(JsonNode node) {
    return node.isNumber() && node.canConvertToExactIntegral();
  }

  private static Optional<OffsetDateTime> parseTime(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
