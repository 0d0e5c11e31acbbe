package io.restriper.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.TimeUnit;

/** Counts requests as they are answered. Thread-safe. */
public final class HttpMetrics {
  /** The attribute of a request that holds the operationId that it was found to be. */
  public static final String OPERATION = "io.restriper.operation";

  private static final String UNMATCHED = "unmatched";
  private static final String ABORTED = "aborted";
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600
  };

  private final Counter requests;
  private final Histogram durations;

  HttpMetrics(PrometheusRegistry registry) {
    this.requests =
        Counter.builder()
            .name(Family.HTTP_REQUESTS.base())
            .help(Family.HTTP_REQUESTS.help())
            .labelNames(Family.HTTP_REQUESTS.labels().toArray(String[]::new))
            .register(registry);
    this.durations =
        Histogram.builder()
            .name(Family.HTTP_DURATION.base())
            .help(Family.HTTP_DURATION.help())
            .unit(Family.HTTP_DURATION.unit().orElseThrow())
            .labelNames(Family.HTTP_DURATION.labels().toArray(String[]::new))
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);
  }

  /**
   * A request has been answered.
   *
   * @param operation its attribute {@link #OPERATION}; null if it has none
   * @param status that was sent
   * @param whole whether the answer was sent to its end
   * @param streamed whether the answer goes on until somebody ends it, so that its time says
   *     nothing
   * @param nanos that it took
   */
  public void answered(Object operation, int status, boolean whole, boolean streamed, long nanos) {
    String name = operation instanceof String known ? known : UNMATCHED;
    // A client ends a stream whenever it likes: that is how streams end.
    requests.labelValues(name, whole || streamed ? Integer.toString(status) : ABORTED).inc();
    if (!streamed) {
      durations.labelValues(name).observe(nanos / NANOS);
    }
  }
}
