package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.error.RestriperProtocolException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the JSON of an answer about runs, and puts pages together. For the client itself: a program
 * gets the values from the client's methods. Reading never throws, whatever the JSON is.
 */
public final class RunViews {

  private RunViews() {}

  /**
   * Reads {@code RestriperRun}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Run run(JsonNode json) {
    return Run.read(json);
  }

  /**
   * Reads {@code RestriperRuns}.
   *
   * @param json what was sent
   * @return the value
   */
  public static RunPage runs(JsonNode json) {
    return RunPage.read(json);
  }

  /**
   * Reads {@code RunPhaseReport}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Phase phase(JsonNode json) {
    return Phase.read(json);
  }

  /**
   * Reads {@code RunBlocked}.
   *
   * @param json what was sent
   * @return the value
   */
  public static BlockedWork blocked(JsonNode json) {
    return BlockedWork.read(json);
  }

  /**
   * Reads {@code RunSubject}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Subject subject(JsonNode json) {
    return Subject.read(json);
  }

  /**
   * Reads {@code RunFailed}.
   *
   * @param json what was sent
   * @return the value
   */
  public static FailedStripe failed(JsonNode json) {
    return FailedStripe.read(json);
  }

  /**
   * Reads {@code RunRiskLevel}.
   *
   * @param json what was sent
   * @return the value
   */
  public static RiskLevel riskLevel(JsonNode json) {
    return RiskLevel.read(json);
  }

  /**
   * Reads {@code RunWork}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Work work(JsonNode json) {
    return Work.read(json);
  }

  /**
   * Reads {@code RunEstimate}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Estimate estimate(JsonNode json) {
    return Estimate.read(json);
  }

  /**
   * All runs.
   *
   * @param page fetches the page after a run's ID, null for the first
   * @param limit runs of a full page
   * @return the runs, the newest first; pages are fetched as the stream is consumed
   */
  public static Stream<Run> all(Function<String, RunPage> page, int limit) {
    return Stream.iterate(
            checked(page, null), runs -> runs != null, runs -> next(page, runs, limit))
        .flatMap(List::stream);
  }

  private static List<Run> next(Function<String, RunPage> page, List<Run> before, int limit) {
    if (before.size() < limit) {
      return null;
    }
    String last = before.get(before.size() - 1).id();
    List<Run> next = checked(page, last);
    // A server that takes no notice of "after" would keep us here for ever.
    if (last.isEmpty() || next.stream().anyMatch(run -> run.id().equals(last))) {
      throw new RestriperProtocolException(
          200, false, "The server sent the same page of the runs twice.", null);
    }
    return next;
  }

  private static List<Run> checked(Function<String, RunPage> page, String after) {
    RunPage runs = page.apply(after);
    if (runs.unknowns().values().containsKey("runs")) {
      throw new RestriperProtocolException(
          200, false, "The server sent a page of the runs without its runs.", null);
    }
    return runs.runs();
  }
}
