package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.ErrorClass;
import java.util.List;
import java.util.Optional;

/**
 * What a server says about an error.
 *
 * @param errorClass identifier to branch on
 * @param description what was wrong and what to do; empty if unknown
 * @param module part of the server that says it; empty if unknown
 * @param stack where it came from, as far as the server tells
 * @param userVisible whether the description is made for users; empty if unknown
 * @param inner the error that led to this one
 * @param unknowns what of the answer was not understood
 */
public record ErrorDetails(
    OpenEnum<ErrorClass> errorClass,
    String description,
    String module,
    List<String> stack,
    Optional<Boolean> userVisible,
    Optional<ErrorDetails> inner,
    Unknowns unknowns) {

  /**
   * Copies the list.
   *
   * @param errorClass identifier to branch on
   * @param description what was wrong and what to do; empty if unknown
   * @param module part of the server that says it; empty if unknown
   * @param stack where it came from, as far as the server tells
   * @param userVisible whether the description is made for users; empty if unknown
   * @param inner the error that led to this one
   * @param unknowns what of the answer was not understood
   */
  public ErrorDetails {
    stack = List.copyOf(stack);
  }

  static ErrorDetails read(JsonNode json) {
    Fields fields = new Fields(json);
    return new ErrorDetails(
        fields.openEnum("error_class", ErrorClass.class),
        fields.text("description"),
        fields.text("module"),
        fields.texts("stack"),
        fields.flag("user_visible"),
        fields.objectOrNull("inner", ErrorDetails::read, ErrorDetails::unknowns),
        fields.unknowns());
  }
}
