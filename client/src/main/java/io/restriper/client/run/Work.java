package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import java.util.OptionalLong;

/**
 * An amount of work.
 *
 * @param bytes bytes to be made or moved; empty if unknown
 * @param stripes stripes to be worked on; empty if unknown
 * @param unknowns what of the answer was not understood
 */
public record Work(OptionalLong bytes, OptionalLong stripes, Unknowns unknowns) {

  static Work read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Work(fields.whole("bytes"), fields.whole("stripes"), fields.unknowns());
  }
}
