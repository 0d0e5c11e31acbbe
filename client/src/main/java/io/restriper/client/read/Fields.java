package io.restriper.client.read;

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
 * "" into false, which for a field named data_at_risk means "all is well". For the client itself.
 * Not thread-safe.
 */
public final class Fields {

  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private final JsonNode object;
  private final Set<String> read = new LinkedHashSet<>();
  private final Map<String, String> unknownValues = new LinkedHashMap<>();

  /**
   * Begins to read.
   *
   * @param object of something that is not an object, every field is missing
   */
  public Fields(JsonNode object) {
    this.object = object.isObject() ? object : MissingNode.getInstance();
  }

  /**
   * A text.
   *
   * @param name of the field
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
   * A value of an enum.
   *
   * @param <E> the enum
   * @param name of the field
   * @param type the enum
   * @return the value
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
   * A yes or no.
   *
   * @param name of the field
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
   * @param name of the field
   * @return the value; empty if unknown
   */
  public OptionalInt integer(String name) {
    return integer(name, 0);
  }

  /**
   * A whole number from a least one on.
   *
   * @param name of the field
   * @param min the least
   * @return the value; empty if unknown
   */
  public OptionalInt integer(String name, int min) {
    JsonNode node = field(name);
    if (isWhole(node) && node.canConvertToInt() && node.intValue() >= min) {
      return OptionalInt.of(node.intValue());
    }
    unknown(name, node);
    return OptionalInt.empty();
  }

  /**
   * A whole number from 0 on, as a number or as a string of decimal digits.
   *
   * @param name of the field
   * @return the value; empty if unknown
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
   * A whole number from 0 on that may be null.
   *
   * @param name of the field
   * @return empty if it is null, which the contract admits, and also if it is unknown
   */
  public OptionalLong wholeOrNull(String name) {
    return isNull(name) ? OptionalLong.empty() : whole(name);
  }

  /**
   * A number in a range, both ends included.
   *
   * @param name of the field
   * @param min lower end
   * @param max upper end
   * @return the value; empty if unknown
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
   * @param name of the field
   * @return the value; empty if unknown
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
   * A time that may be null.
   *
   * @param name of the field
   * @return empty if it is null, which the contract admits, and also if it is unknown
   */
  public Optional<OffsetDateTime> timeOrNull(String name) {
    return isNull(name) ? Optional.empty() : time(name);
  }

  /**
   * Texts of an array.
   *
   * @param name of the field
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
   * An object that may be null. What it did not understand is taken over.
   *
   * @param <T> what it is read as
   * @param name of the field
   * @param reader reads it
   * @param unknowns what the result did not understand
   * @return empty if it is null, which the contract admits, and also if it is unknown
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
   * An object. What it did not understand is taken over.
   *
   * @param <T> what it is read as
   * @param name of the field
   * @param reader reads it
   * @param unknowns what the result did not understand
   * @return the value; if it is unknown, one whose fields are all unknown
   */
  public <T> T object(String name, Function<JsonNode, T> reader, Function<T, Unknowns> unknowns) {
    Optional<T> value = isNull(name) ? Optional.empty() : objectOrNull(name, reader, unknowns);
    if (isNull(name)) {
      unknown(name, object.path(name));
    }
    return value.orElseGet(() -> reader.apply(MissingNode.getInstance()));
  }

  /**
   * The objects of an array that may be null.
   *
   * @param <T> what each is read as
   * @param name of the field
   * @param reader reads one
   * @return empty if it is null, which the contract admits, and also if it is unknown
   */
  public <T> Optional<List<T>> objectsOrNull(String name, Function<JsonNode, T> reader) {
    if (isNull(name)) {
      return Optional.empty();
    }
    List<T> objects = objects(name, reader);
    return object.path(name).isArray() ? Optional.of(objects) : Optional.empty();
  }

  /**
   * The objects of an array.
   *
   * @param <T> what each is read as
   * @param name of the field
   * @param reader reads one; one that is not an object gives a value whose fields are unknown
   * @return the values; none if the field is unknown
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
   * To be called last: a field that was not asked for until then is one that nobody knows.
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

  private boolean isNull(String name) {
    return field(name).isNull();
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
