package io.restriper.server.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.restriper.engine.facts.Facts;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.server.health.Reason;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** All metrics of a server. What they tell is asked for when they are read. Thread-safe. */
public final class Metrics {
  private final Sources sources;
  private final RunFigures runs;
  private final VolumeFigures volume;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final HttpMetrics http;
  private final AtomicBoolean jvm = new AtomicBoolean();

  /** The metrics of a server over these. */
  public Metrics(Sources sources) {
    this.sources = sources;
    this.runs = new RunFigures(sources.runs());
    this.volume = new VolumeFigures(sources.upkeep());
    MultiCollector ours = this::figures;
    registry.register(ours);
    this.http = new HttpMetrics(registry);
  }

  /** Where requests are counted. */
  public HttpMetrics http() {
    return http;
  }

  /** Who writes them for a client with this header Accept, which may be null. */
  ExpositionFormatWriter writer(String accept) {
    return formats.findWriter(accept);
  }

  /** All of them as they are. */
  MetricSnapshots scrape() {
    if (!jvm.getAndSet(true)) {
      registerJvm();
    }
    return registry.scrape();
  }

  /** Only when somebody reads them: they take their share of a start. */
  private void registerJvm() {
    // Not those of how much each memory pool was allocated: they leave a listener in the JVM that
    // nobody takes away when the server is closed.
    JvmMemoryMetrics.builder().register(registry);
    JvmBufferPoolMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  private MetricSnapshots figures() {
    Page page = new Page();
    page.info(
        Family.BUILD,
        sources.build().version(),
        sources.build().contract(),
        sources.build().commit(),
        sources.build().flavor());
    Set<Reason.Code> reasons =
        sources.health().reasons().stream().map(Reason::code).collect(Collectors.toSet());
    for (Reason.Code code : Reason.Code.values()) {
      page.flag(Family.NOT_READY, reasons.contains(code), code.name());
    }
    Facts facts = sources.facts().get();
    RestriperStatus status = sources.status().get();
    runs.show(page, status, facts);
    volume.show(page, facts);
    sources
        .deprecated()
        .snapshot()
        .forEach(
            count ->
                page.counter(
                    Family.DEPRECATED_CALLS,
                    count.calls(),
                    count.operationId(),
                    count.userAgent()));
    return page.snapshots();
  }
}
