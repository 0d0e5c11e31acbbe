package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;

/**
 * A stripe that is beyond repair. A text is empty if unknown.
 *
 * @param path of the file that it belongs to
 * @param stripe the stripe in words
 * @param message what is wrong
 * @param unknowns what of the answer was not understood
 */
public record FailedStripe(String path, String stripe, String message, Unknowns unknowns) {

  static FailedStripe read(JsonNode json) {
    Fields fields = new Fields(json);
    return new FailedStripe(
        fields.text("path"), fields.text("stripe"), fields.text("message"), fields.unknowns());
  }
}
