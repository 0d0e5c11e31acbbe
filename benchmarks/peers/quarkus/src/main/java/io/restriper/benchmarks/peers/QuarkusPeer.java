package io.restriper.benchmarks.peers;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The status as an object of its own for each request, on the default stack. */
@Path("/v1/cluster/protection/restriper/status")
public class QuarkusPeer {

  /** The answer. */
  @GET
  public Status status() {
    return new Status("NOT_STARTED", "", "", false, 0.0, 0.0, 1);
  }

  /** As in the contract, whose names have underscores. */
  public record Status(
      String state,
      String phase,
      String blocked_reason,
      boolean data_at_risk,
      double elapsed_seconds,
      double percent_complete,
      int coordinator_node) {}
}
