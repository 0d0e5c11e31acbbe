package io.restriper.server.health;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Whether the server can serve. */
@Path("/readyz")
public final class ReadyzResource {
  private final Health health;

  /** Over the health of a server, which is asked for each answer. */
  public ReadyzResource(Health health) {
    this.health = health;
  }

  /** 200 if it can, else 503 with the reasons. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response readyz() {
    List<Reason> reasons = health.reasons();
    return reasons.isEmpty()
        ? HealthAnswer.of(200, "ready", reasons)
        : HealthAnswer.of(503, "not ready", reasons);
  }
}
