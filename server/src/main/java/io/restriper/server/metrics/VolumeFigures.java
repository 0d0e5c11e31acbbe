package io.restriper.server.metrics;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.NodeFacts;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.ScrubFacts;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.facts.UpkeepFacts;
import io.restriper.engine.facts.UpkeepInsight;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drives of the volume, what it can bear and hold, and its upkeep. */
final class VolumeFigures {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeFigures.class);

  private static final List<String> STATES =
      Arrays.stream(SlotState.values()).map(VolumeFigures::word).toList();

  private final UpkeepInsight upkeep;

  VolumeFigures(UpkeepInsight upkeep) {
    this.upkeep = upkeep;
  }

  void show(Page page, Facts facts) {
    page.info(
        Family.CLUSTER,
        facts.cluster().name(),
        Integer.toString(facts.cluster().coordinatorNode()));
    protection(page, facts.protection());
    drives(page, facts);
    page.gauge(Family.VOLUME_SIZE, facts.space().total());
    page.gauge(Family.VOLUME_FREE, facts.space().free());
    upkeep(page, upkeep.upkeep());
    scrubs(page, facts);
  }

  private static void protection(Page page, ProtectionFacts protection) {
    page.gauge(Family.MAX_DRIVE_FAILURES, protection.maxDriveFailures());
    page.gauge(Family.MAX_NODE_FAILURES, protection.maxNodeFailures());
    page.gauge(Family.REMAINING_DRIVE_FAILURES, protection.remainingDriveFailures());
    page.gauge(Family.REMAINING_NODE_FAILURES, protection.remainingNodeFailures());
    page.flag(Family.ENCODING_CHANGE_PENDING, protection.pending().isPresent());
  }

  private static void drives(Page page, Facts facts) {
    for (SlotState state : SlotState.values()) {
      long count = facts.slots().stream().filter(slot -> slot.state() == state).count();
      page.gauge(Family.DRIVES, count, word(state));
    }
    long online = facts.nodes().stream().filter(NodeFacts::online).count();
    page.gauge(Family.NODES, online, "online");
    page.gauge(Family.NODES, facts.nodes().size() - online, "offline");
    facts.slots().forEach(slot -> drive(page, slot));
  }

  /** As on the wire. */
  private static String word(SlotState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static void drive(Page page, SlotFacts slot) {
    String node = Integer.toString(slot.node());
    page.states(Family.DRIVE_STATE, STATES, Optional.of(word(slot.state())), slot.id(), node);
    if (slot.state() == SlotState.HEALTHY) {
      page.gauge(Family.DRIVE_CAPACITY, slot.capacity(), slot.id(), node);
      page.gauge(Family.DRIVE_USED, slot.used(), slot.id(), node);
      page.gauge(Family.DRIVE_FREE, slot.free(), slot.id(), node);
    }
  }

  private static void upkeep(Page page, UpkeepFacts facts) {
    facts.paceLimit().ifPresent(limit -> page.gauge(Family.PACE_LIMIT, limit));
    facts.scrubPeriod().ifPresent(period -> page.gauge(Family.SCRUB_PERIOD, period.toSeconds()));
    page.histogram(Family.FOREGROUND, facts.reads(), "read");
    page.histogram(Family.FOREGROUND, facts.writes(), "write");
  }

  private void scrubs(Page page, Facts facts) {
    Map<String, ScrubFacts> scrubs;
    try {
      scrubs = upkeep.scrubs();
    } catch (IOException e) {
      LOG.debug("The scrub is left out of the metrics: {}", e.toString());
      return;
    }
    for (SlotFacts slot : facts.slots()) {
      ScrubFacts scrub = scrubs.get(slot.id());
      if (scrub != null) {
        String node = Integer.toString(slot.node());
        page.gauge(Family.SCRUB_START, unixTime(scrub.started()), slot.id(), node);
        scrub
            .finished()
            .ifPresent(end -> page.gauge(Family.SCRUB_END, unixTime(end), slot.id(), node));
      }
    }
  }

  private static double unixTime(Instant instant) {
    return instant.toEpochMilli() / 1e3;
  }
}
