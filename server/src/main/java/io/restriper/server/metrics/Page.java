package io.restriper.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.restriper.engine.facts.DurationFacts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What is told in one answer; families without a series are left out. Not thread-safe. */
final class Page {
  private final Map<Family, GaugeSnapshot.Builder> gauges = new EnumMap<>(Family.class);
  private final Map<Family, CounterSnapshot.Builder> counters = new EnumMap<>(Family.class);
  private final Map<Family, StateSetSnapshot.Builder> states = new EnumMap<>(Family.class);
  private final Map<Family, InfoSnapshot.Builder> infos = new EnumMap<>(Family.class);
  private final Map<Family, HistogramSnapshot.Builder> histograms = new EnumMap<>(Family.class);

  void gauge(Family family, double value, String... labels) {
    of(gauges, family, GaugeSnapshot::builder)
        .dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(value)
                .labels(labels(family, labels))
                .build());
  }

  void flag(Family family, boolean value, String... labels) {
    gauge(family, value ? 1 : 0, labels);
  }

  void counter(Family family, double value, String... labels) {
    of(counters, family, CounterSnapshot::builder)
        .dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(value)
                .labels(labels(family, labels))
                .build());
  }

  /** Which of all states it is; none of them if it is empty. */
  void states(Family family, List<String> all, Optional<String> current, String... labels) {
    StateSetSnapshot.StateSetDataPointSnapshot.Builder point =
        StateSetSnapshot.StateSetDataPointSnapshot.builder().labels(labels(family, labels));
    for (String state : all) {
      point.state(state, current.filter(state::equals).isPresent());
    }
    of(states, family, StateSetSnapshot::builder).dataPoint(point.build());
  }

  void info(Family family, String... labels) {
    of(infos, family, InfoSnapshot::builder)
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels(family, labels)).build());
  }

  void histogram(Family family, DurationFacts durations, String... labels) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < durations.counts().size(); i++) {
      boolean last = i == durations.upperBounds().size();
      buckets.bucket(
          last ? Double.POSITIVE_INFINITY : durations.upperBounds().get(i),
          durations.counts().get(i));
    }
    of(histograms, family, HistogramSnapshot::builder)
        .dataPoint(
            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(durations.seconds())
                .labels(labels(family, labels))
                .build());
  }

  private static <B extends MetricSnapshot.Builder<B>> B of(
      Map<Family, B> builders, Family family, Supplier<B> empty) {
    return builders.computeIfAbsent(
        family,
        key -> {
          B made = empty.get().name(key.base()).help(key.help());
          return key.unit().map(made::unit).orElse(made);
        });
  }

  private static Labels labels(Family family, String... values) {
    return Labels.of(family.labels().toArray(String[]::new), values);
  }

  MetricSnapshots snapshots() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    infos.values().forEach(family -> all.metricSnapshot(family.build()));
    states.values().forEach(family -> all.metricSnapshot(family.build()));
    gauges.values().forEach(family -> all.metricSnapshot(family.build()));
    counters.values().forEach(family -> all.metricSnapshot(family.build()));
    histograms.values().forEach(family -> all.metricSnapshot(family.build()));
    return all.build();
  }
}
