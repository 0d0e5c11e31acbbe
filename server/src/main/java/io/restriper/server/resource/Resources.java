package io.restriper.server.resource;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.server.access.RoleFilter;
import io.restriper.server.deprecation.DeprecatedCalls;
import io.restriper.server.deprecation.DeprecatedOperations;
import io.restriper.server.deprecation.DeprecationFilter;
import io.restriper.server.event.EventAnswerFilter;
import io.restriper.server.event.EventFrames;
import io.restriper.server.event.EventStreamWriter;
import io.restriper.server.event.EventStreams;
import io.restriper.server.event.EventsResource;
import io.restriper.server.health.Health;
import io.restriper.server.health.HealthzResource;
import io.restriper.server.health.ReadyzResource;
import io.restriper.server.metrics.Metrics;
import io.restriper.server.metrics.MetricsResource;
import io.restriper.server.metrics.OperationFilter;
import io.restriper.server.runs.RunsResource;
import io.restriper.server.web.DocsResource;
import io.restriper.server.web.PageResource;
import io.restriper.server.web.WebResource;
import java.time.Clock;
import java.util.function.Supplier;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** Puts the resources of the contract, and those for people, together. */
public final class Resources {
  private Resources() {}

  /** The body of an answer with a status, as the resources write it. */
  public static byte[] statusBody(RestriperStatus status) {
    return Json.bytes(Wire.status(status));
  }

  /**
   * The resources over an engine; the suppliers are asked for each answer.
   *
   * @param deprecated where the calls of deprecated operations are counted
   * @param health whether the server can serve
   * @param metrics what a monitoring system is told
   */
  public static ResourceConfig config(
      VolumeFiles files,
      Supplier<Facts> facts,
      Supplier<RestriperStatus> status,
      EventStreams streams,
      RunReports runs,
      DeprecatedCalls deprecated,
      Health health,
      Metrics metrics) {
    EventFrames frames =
        new EventFrames(Json.MAPPER, () -> Wire.status(status.get()), Clock.systemUTC());
    return new ResourceConfig()
        .register(new ClusterResources.RestriperResource(status))
        .register(new RunsResource(runs))
        .register(new ClusterResources.ProtectionResource(facts))
        .register(new ClusterResources.SlotsResource(facts))
        .register(new ClusterResources.NodesResource(facts))
        .register(new ClusterResources.SettingsResource(facts))
        .register(new ClusterResources.FileSystemResource(facts))
        .register(new ClusterResources.VersionResource(BuildInfo.read()))
        .register(new FilesResource(files, facts))
        .register(new EventsResource(streams, frames))
        .register(new HealthzResource())
        .register(new ReadyzResource(health))
        .register(new MetricsResource(metrics))
        // Before those that refuse, so that it is known what they have refused.
        .register(new OperationFilter(), 1)
        .register(new RoleFilter(), 2)
        .register(new JsonWriter())
        .register(new EventStreamWriter(streams))
        .register(new EventAnswerFilter())
        .register(new FileStreamWriter())
        .register(new QueryFilter())
        .register(new DeprecationFilter(DeprecatedOperations.ofTheContract(), deprecated))
        .register(new AnswerFilter())
        .register(new ErrorMappers.OfApi())
        .register(new ErrorMappers.OfVolume())
        .register(new ErrorMappers.OfJaxRs())
        .register(new ErrorMappers.OfMistake())
        .register(new PageResource())
        .register(new WebResource(facts))
        .register(new DocsResource())
        .property(ServerProperties.WADL_FEATURE_DISABLE, true)
        .property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
        .property(ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
        // Unbuffered: what fails before the first byte is answered as an error, and nothing else.
        .property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0)
        // Costs a third of the throughput; what has to be checked is checked by hand.
        .property(ServerProperties.BV_FEATURE_DISABLE, true);
  }
}
