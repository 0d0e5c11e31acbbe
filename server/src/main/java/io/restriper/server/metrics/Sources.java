package io.restriper.server.metrics;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.UpkeepInsight;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.server.deprecation.DeprecatedCalls;
import io.restriper.server.health.Health;
import java.util.function.Supplier;

/**
 * Where the metrics come from; the suppliers are asked each time.
 *
 * @param build which build this is
 * @param facts what is known about the volume
 * @param status what the restriper is doing
 * @param runs what it did
 * @param upkeep how the upkeep of the volume gets along
 * @param health whether the server can serve
 * @param deprecated who calls deprecated operations
 */
public record Sources(
    Build build,
    Supplier<Facts> facts,
    Supplier<RestriperStatus> status,
    RunReports runs,
    UpkeepInsight upkeep,
    Health health,
    DeprecatedCalls deprecated) {

  /**
   * Which build this is.
   *
   * @param version of the server
   * @param contract the version of the contract that it keeps
   * @param commit empty if it was not built from one
   * @param flavor release or snapshot
   */
  public record Build(String version, String contract, String commit, String flavor) {}
}
