package io.restriper.server;

import io.restriper.engine.facts.DurationFacts;
import io.restriper.engine.facts.ScrubFacts;
import io.restriper.engine.facts.UpkeepFacts;
import io.restriper.engine.facts.UpkeepInsight;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** An upkeep that is what it is told to be. */
final class FakeUpkeep implements UpkeepInsight {
  private static final DurationFacts READS =
      new DurationFacts(List.of(0.01, 0.1), List.of(3L, 2L, 1L), 4.5);
  private static final DurationFacts WRITES =
      new DurationFacts(List.of(0.01, 0.1), List.of(0L, 0L, 0L), 0);

  final Map<String, ScrubFacts> scrubs = new ConcurrentHashMap<>();
  volatile OptionalLong paceLimit = OptionalLong.empty();
  volatile Optional<Duration> scrubPeriod = Optional.of(Duration.ofDays(30));
  volatile int drivesTaking = 6;
  volatile int drivesWithRoom = 6;
  volatile boolean failing;

  @Override
  public UpkeepFacts upkeep() {
    return new UpkeepFacts(paceLimit, READS, WRITES, scrubPeriod, drivesTaking, drivesWithRoom, 5);
  }

  @Override
  public Map<String, ScrubFacts> scrubs() throws IOException {
    if (failing) {
      throw new IOException("the disk is broken");
    }
    return Map.copyOf(scrubs);
  }
}
