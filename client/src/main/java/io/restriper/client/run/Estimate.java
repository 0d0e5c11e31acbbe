package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import java.util.OptionalDouble;

/**
 * How long a phase will take yet.
 *
 * @param low seconds if all goes on well; empty if unknown
 * @param high seconds if it goes on badly; empty if unknown
 * @param unknowns what of the answer was not understood
 */
public record Estimate(OptionalDouble low, OptionalDouble high, Unknowns unknowns) {

  static Estimate read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Estimate(
        fields.number("low", 0, Double.MAX_VALUE),
        fields.number("high", 0, Double.MAX_VALUE),
        fields.unknowns());
  }
}
