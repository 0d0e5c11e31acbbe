package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import java.util.List;

/**
 * A page of the runs of the restriper.
 *
 * @param runs the newest first
 * @param unknowns what of the answer was not understood
 */
public record RunPage(List<Run> runs, Unknowns unknowns) {

  /**
   * Copies the list.
   *
   * @param runs the newest first
   * @param unknowns what of the answer was not understood
   */
  public RunPage {
    runs = List.copyOf(runs);
  }

  static RunPage read(JsonNode json) {
    Fields fields = new Fields(json);
    return new RunPage(fields.objects("runs", Run::read), fields.unknowns());
  }
}
