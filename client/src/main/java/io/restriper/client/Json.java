package io.restriper.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.error.RestriperProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The outermost shape of an answer, without which nothing of it can be understood. */
final class Json {

  private Json() {}

  static JsonNode object(JsonNode json) {
    if (!json.isObject()) {
      throw unexpected("a list where an object belongs");
    }
    return json;
  }

  static <T> List<T> list(JsonNode json, Function<JsonNode, T> reader) {
    if (!json.isArray()) {
      throw unexpected("an object where a list belongs");
    }
    List<T> values = new ArrayList<>();
    json.forEach(element -> values.add(reader.apply(element)));
    return List.copyOf(values);
  }

  private static RestriperProtocolException unexpected(String what) {
    return new RestriperProtocolException(
        200,
        false,
        "The server answered with " + what + ", which the API does not document.",
        null);
  }
}
