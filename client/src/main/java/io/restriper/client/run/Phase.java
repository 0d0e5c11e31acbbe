package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.RunEstimateGap;
import io.restriper.model.RunPhase;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a phase of a run is, or was when it ended. A number is empty if unknown.
 *
 * @param phase which one
 * @param startedAt when it began; empty if unknown
 * @param elapsedSeconds seconds since then, or until it ended
 * @param percentComplete how much of the work is done, 0 to 100
 * @param total all of the work; the five amounts that follow add up to it
 * @param done what is done
 * @param inFlight what is under way
 * @param queued what waits
 * @param blocked what cannot be done now
 * @param failed what can never be done
 * @param bytesPerSecond bytes done a second lately; 0 when it has ended
 * @param averageBytesPerSecond the same since it began
 * @param estimatedSecondsLeft how long it will take yet; empty if that cannot be told, and also if
 *     unknown, which {@code unknowns} tells
 * @param estimateGap why there is no estimate; {@link RunEstimateGap#NONE} if there is one
 * @param unknowns what of the answer was not understood
 */
public record Phase(
    OpenEnum<RunPhase> phase,
    Optional<OffsetDateTime> startedAt,
    OptionalDouble elapsedSeconds,
    OptionalDouble percentComplete,
    Work total,
    Work done,
    Work inFlight,
    Work queued,
    Work blocked,
    Work failed,
    OptionalDouble bytesPerSecond,
    OptionalDouble averageBytesPerSecond,
    Optional<Estimate> estimatedSecondsLeft,
    OpenEnum<RunEstimateGap> estimateGap,
    Unknowns unknowns) {

  static Phase read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Phase(
        fields.openEnum("phase", RunPhase.class),
        fields.time("started_at"),
        fields.number("elapsed_seconds", 0, Double.MAX_VALUE),
        fields.number("percent_complete", 0, 100),
        fields.object("total", Work::read, Work::unknowns),
        fields.object("done", Work::read, Work::unknowns),
        fields.object("in_flight", Work::read, Work::unknowns),
        fields.object("queued", Work::read, Work::unknowns),
        fields.object("blocked", Work::read, Work::unknowns),
        fields.object("failed", Work::read, Work::unknowns),
        fields.number("bytes_per_second", 0, Double.MAX_VALUE),
        fields.number("average_bytes_per_second", 0, Double.MAX_VALUE),
        fields.objectOrNull("estimated_seconds_left", Estimate::read, Estimate::unknowns),
        fields.openEnum("estimate_gap", RunEstimateGap.class),
        fields.unknowns());
  }
}
