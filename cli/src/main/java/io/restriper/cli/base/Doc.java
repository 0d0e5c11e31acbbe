package io.restriper.cli.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** A document for programs, field by field, in which what is unknown is null. Not thread-safe. */
public final class Doc {
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  /** Adds a text. */
  public Doc put(String name, String value) {
    node.put(name, value);
    return this;
  }

  /** Adds a number. */
  public Doc put(String name, OptionalInt value) {
    node.put(name, value.isPresent() ? value.getAsInt() : null);
    return this;
  }

  /** Adds a number. */
  public Doc put(String name, OptionalLong value) {
    node.put(name, value.isPresent() ? value.getAsLong() : null);
    return this;
  }

  /** Adds a number. */
  public Doc put(String name, OptionalDouble value) {
    node.put(name, value.isPresent() ? value.getAsDouble() : null);
    return this;
  }

  /** Adds a yes or no. */
  public Doc flag(String name, Optional<Boolean> value) {
    node.put(name, value.orElse(null));
    return this;
  }

  /** Adds a time or another value by its text. */
  public Doc text(String name, Optional<?> value) {
    node.put(name, value.map(Object::toString).orElse(null));
    return this;
  }

  /** Adds a value of an enum as it was sent, known or not; null if none was. */
  public Doc put(String name, OpenEnum<?> value) {
    boolean sent = value.isKnown() || !value.text().isEmpty();
    node.put(name, sent ? value.text() : null);
    return this;
  }

  /** Adds a document; null stays null. */
  public Doc put(String name, JsonNode value) {
    node.set(name, value);
    return this;
  }

  /** Adds a list. */
  public <T> Doc list(String name, List<T> values, Function<T, JsonNode> document) {
    return put(name, array(values, document));
  }

  /** Adds what was not understood, if anything was not. */
  public Doc put(Unknowns unknowns) {
    if (!unknowns.allUnderstood()) {
      ObjectNode values = node.putObject("not_understood");
      unknowns.values().forEach(values::put);
    }
    return this;
  }

  /** Adds what could not be told, and why, if that is a failure. */
  public Doc failure(String name, Told<?> told) {
    told.failure().ifPresent(reason -> node.withObject("/failures").put(name, reason));
    return this;
  }

  /** The document. */
  public ObjectNode node() {
    return node;
  }

  /** A list of documents. */
  public static <T> ArrayNode array(List<T> values, Function<T, JsonNode> document) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(document.apply(value)));
    return array;
  }
}
