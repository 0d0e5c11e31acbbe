package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.BlockedCode;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Why some work cannot be done now, and what would help. A text is empty if unknown.
 *
 * @param code for programs
 * @param message what is wrong
 * @param subject what it is about
 * @param since when it was first so in this run; empty if unknown
 * @param remedy what to do
 * @param work how much cannot be done
 * @param unknowns what of the answer was not understood
 */
public record BlockedWork(
    OpenEnum<BlockedCode> code,
    String message,
    Subject subject,
    Optional<OffsetDateTime> since,
    String remedy,
    Work work,
    Unknowns unknowns) {

  static BlockedWork read(JsonNode json) {
    Fields fields = new Fields(json);
    return new BlockedWork(
        fields.openEnum("code", BlockedCode.class),
        fields.text("message"),
        fields.object("subject", Subject::read, Subject::unknowns),
        fields.time("since"),
        fields.text("remedy"),
        fields.object("work", Work::read, Work::unknowns),
        fields.unknowns());
  }
}
