package io.restriper.client.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.Views;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * From where a reader begins anew.
 *
 * @param time when it was sent, by the server's clock; empty if unknown
 * @param message why the stream does not go on where the reader was, for a person
 * @param status what the restriper is doing at this time
 * @param unknowns what was not understood, that of the status included
 */
public record StreamReset(
    Optional<OffsetDateTime> time, String message, ClusterStatus status, Unknowns unknowns) {

  /**
   * Reads {@code RestriperReset}; does not throw, whatever the JSON is.
   *
   * @param json what was sent
   * @return the reset
   */
  public static StreamReset read(JsonNode json) {
    Fields fields = new Fields(json);
    return new StreamReset(
        fields.time("time"),
        fields.text("message"),
        fields.object("status", Views::status, ClusterStatus::unknowns),
        fields.unknowns());
  }
}
