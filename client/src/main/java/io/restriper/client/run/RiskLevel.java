package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is at risk with one number of remaining failures.
 *
 * @param remainingFailures how many more blocks these stripes can lose; -1 if they cannot be read
 *     any more; empty if unknown
 * @param bytes bytes of the blocks that they lack; empty if unknown
 * @param stripes how many stripes; empty if unknown
 * @param unknowns what of the answer was not understood
 */
public record RiskLevel(
    OptionalInt remainingFailures, OptionalLong bytes, OptionalLong stripes, Unknowns unknowns) {

  static RiskLevel read(JsonNode json) {
    Fields fields = new Fields(json);
    return new RiskLevel(
        fields.integer("remaining_failures", -1),
        fields.whole("bytes"),
        fields.whole("stripes"),
        fields.unknowns());
  }
}
