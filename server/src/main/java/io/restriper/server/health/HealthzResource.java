package io.restriper.server.health;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Whether the process is up: whoever gets an answer knows that it is. */
@Path("/healthz")
public final class HealthzResource {

  /** Always the same. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response healthz() {
    return HealthAnswer.of(200, "up", List.of());
  }
}
