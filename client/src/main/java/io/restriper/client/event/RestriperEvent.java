package io.restriper.client.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.RestriperEventType;
import io.restriper.model.RestriperPhase;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Something that has happened to the restriper or to a drive.
 *
 * @param type what it tells
 * @param time when it happened, by the server's clock; empty if unknown
 * @param runId ID of the run that it is about; empty if it is about none, and also if unknown,
 *     which {@code unknowns} tells
 * @param phase of the run; {@link RestriperPhase#NONE} if there is none
 * @param percentComplete of the phase, 0 to 100; empty if unknown
 * @param code why work is blocked; empty unless the type is {@code blocked} or {@code unblocked}
 * @param subject the thing that it is about, such as a slot; may be empty
 * @param message for a person; may be empty
 * @param unknowns what of the event was not understood
 */
public record RestriperEvent(
    OpenEnum<RestriperEventType> type,
    Optional<OffsetDateTime> time,
    OptionalLong runId,
    OpenEnum<RestriperPhase> phase,
    OptionalDouble percentComplete,
    String code,
    String subject,
    String message,
    Unknowns unknowns) {

  /**
   * Reads {@code RestriperEvent}; does not throw, whatever the JSON is.
   *
   * @param json what was sent
   * @return the event
   */
  public static RestriperEvent read(JsonNode json) {
    Fields fields = new Fields(json);
    return new RestriperEvent(
        fields.openEnum("type", RestriperEventType.class),
        fields.time("time"),
        fields.wholeOrNull("run_id"),
        fields.openEnum("phase", RestriperPhase.class),
        fields.number("percent_complete", 0, 100),
        fields.text("code"),
        fields.text("subject"),
        fields.text("message"),
        fields.unknowns());
  }
}
