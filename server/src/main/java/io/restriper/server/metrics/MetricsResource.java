package io.restriper.server.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The metrics, in the text format of Prometheus, or in that of OpenMetrics if it is asked for. */
@Path("/metrics")
public final class MetricsResource {
  private final Metrics metrics;

  /** Over the metrics of a server. */
  public MetricsResource(Metrics metrics) {
    this.metrics = metrics;
  }

  /** All of them as they are, in a format that {@code accept} names. */
  @GET
  public Response metrics(@HeaderParam(HttpHeaders.ACCEPT) String accept) throws IOException {
    ExpositionFormatWriter writer = metrics.writer(accept);
    // Whole before it is sent, so that what goes wrong is answered as an error.
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    writer.write(text, metrics.scrape());
    return Response.ok(text.toByteArray(), writer.getContentType()).build();
  }
}
