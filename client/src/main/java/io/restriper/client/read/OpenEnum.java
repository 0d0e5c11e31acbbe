package io.restriper.client.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A value of an enum that later servers may extend: one of the constants that this client knows, or
 * the text of one that it does not know.
 *
 * @param <E> the enum of the API's model
 */
public final class OpenEnum<E extends Enum<E>> {

  private final E constant;
  private final String text;

  private OpenEnum(E constant, String text) {
    this.constant = constant;
    this.text = text;
  }

  /**
   * A known value.
   *
   * @param <E> the enum
   * @param constant the constant, not null
   * @return the value
   */
  public static <E extends Enum<E>> OpenEnum<E> of(E constant) {
    return new OpenEnum<>(Objects.requireNonNull(constant, "constant"), constant.toString());
  }

  /**
   * The value with a text of the wire, known or not.
   *
   * @param <E> the enum
   * @param type the enum
   * @param text the text as it was sent, not null
   * @return the value
   */
  public static <E extends Enum<E>> OpenEnum<E> parse(Class<E> type, String text) {
    Objects.requireNonNull(text, "text");
    for (E constant : type.getEnumConstants()) {
      if (constant.toString().equals(text)) {
        return of(constant);
      }
    }
    return new OpenEnum<>(null, text);
  }

  /** Of a field that is missing, null or not a string, no constant is known. */
  static <E extends Enum<E>> OpenEnum<E> read(Class<E> type, JsonNode node) {
    if (node.isTextual()) {
      return parse(type, node.textValue());
    }
    return new OpenEnum<>(null, node.isMissingNode() ? "" : node.toString());
  }

  /**
   * The constant, if this client knows it.
   *
   * @return the constant, or empty
   */
  public Optional<E> known() {
    return Optional.ofNullable(constant);
  }

  /**
   * Whether this client knows the value.
   *
   * @return false for a value that a later release added, and if no value was sent
   */
  public boolean isKnown() {
    return constant != null;
  }

  /**
   * Whether this is a certain constant.
   *
   * @param other the constant to compare with
   * @return true only if the value is known and is that constant
   */
  public boolean is(E other) {
    return constant != null && constant == other;
  }

  /**
   * The value as it was sent.
   *
   * @return the text of the wire; the JSON of it if it was not a string; empty if nothing was sent
   */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OpenEnum<?> that
        && Objects.equals(constant, that.constant)
        && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(constant, text);
  }

  /**
   * The constant's name, or the text with a remark that it is unknown; for people to read.
   *
   * @return a description
   */
  @Override
  public String toString() {
    return constant == null ? "unknown value \"" + text + "\"" : constant.name();
  }
}
