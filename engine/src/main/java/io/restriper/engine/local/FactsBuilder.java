package io.restriper.engine.local;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.ClusterFacts;
import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.NodeFacts;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SpaceFacts;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.RiskTracker;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.setup.EngineSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Puts the facts together from what is in memory. What only the catalog knows is fetched by {@link
 * #refresh}, off the path of whoever asks. Thread-safe.
 */
final class FactsBuilder {
  /** Of the time, at most one part in so many goes into asking what can be borne. */
  private static final int QUESTION_SHARE = 20;

  private final Supplier<EngineSettings> settings;
  private final UUID cluster;
  private final int blockSize;
  private final Catalog catalog;
  private final DrivePool pool;
  private final RiskTracker risk;
  private final LongSupplier nanos;
  private final String hostName;
  private volatile Asked asked = new Asked(-1, Set.of(), 0, 0);
  private volatile Known known = new Known(-1, OptionalInt.empty(), OptionalInt.empty(), Set.of());

  /**
   * When the catalog was asked last.
   *
   * @param losses how many losses had been noticed
   * @param away drives that were away
   * @param at a tick, in nanoseconds
   * @param pause nanoseconds until it is worth asking again
   */
  private record Asked(long losses, Set<Integer> away, long at, long pause) {
    boolean holds(long lossesNow, Set<Integer> awayNow, long now) {
      return losses == lossesNow && away.equals(awayNow) && now - at < pause;
    }
  }

  FactsBuilder(
      Supplier<EngineSettings> settings,
      UUID cluster,
      int blockSize,
      Catalog catalog,
      DrivePool pool,
      RiskTracker risk,
      LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
    this.cluster = cluster;
    this.blockSize = blockSize;
    this.catalog = catalog;
    this.pool = pool;
    this.risk = risk;
    this.hostName = hostName();
  }

  /**
   * What the catalog said.
   *
   * @param losses how many losses had been noticed when it was asked
   * @param drives the least number of drive failures that a stripe can bear
   * @param nodes the least number of node failures that a stripe can bear
   * @param encodings that files are in
   */
  private record Known(
      long losses, OptionalInt drives, OptionalInt nodes, Set<Encoding> encodings) {

    Known withEncodings(Set<Encoding> changed) {
      return new Known(losses, drives, nodes, changed);
    }

    /** The encoding that files are changed from; the one that bears least if there are several. */
    Optional<Encoding> old(Encoding target) {
      return encodings.stream()
          .filter(encoding -> !encoding.equals(target))
          .min(
              Comparator.comparingInt(Encoding::parityBlocks)
                  .thenComparingInt(Encoding::totalBlocks));
    }

    /** How many blocks of a stripe must be there at the most. */
    int most(Encoding configured) {
      return Stream.concat(Stream.of(configured), encodings.stream())
          .mapToInt(Encoding::dataBlocks)
          .max()
          .orElseThrow();
    }

    /** Files that were written in another encoding bear what that one bears. */
    int least(Encoding configured, ToIntFunction<Encoding> tolerance) {
      return Stream.concat(Stream.of(configured), encodings.stream())
          .mapToInt(tolerance)
          .min()
          .orElseThrow();
    }
  }

  /**
   * Asks the catalog how much the stripes can bear. That takes time in proportion to what is lost;
   * so, as long as nothing more is lost, it is asked again only after a multiple of that time. What
   * is known until then is on the safe side.
   */
  void refresh() throws IOException {
    long losses = risk.losses();
    Set<Integer> away = pool.away();
    long begun = nanos.getAsLong();
    Asked last = asked;
    if (risk.risk().dataAtRisk() && last.holds(losses, away, begun)) {
      known = known.withEncodings(catalog.encodings());
      return;
    }
    OptionalInt drives = catalog.leastRemaining(away);
    OptionalInt nodes = catalog.leastNodeTolerance();
    if (drives.isPresent()) {
      nodes = least(nodes, nodesAtRisk(drives.getAsInt(), nodes, away));
    }
    known = new Known(losses, drives, nodes, catalog.encodings());
    long end = nanos.getAsLong();
    asked = new Asked(losses, away, end, (end - begun) * (QUESTION_SHARE - 1));
  }

  /** Every failure of a node costs a stripe a block at least; and none bears fewer than none. */
  private OptionalInt nodesAtRisk(int drives, OptionalInt nodes, Set<Integer> away)
      throws IOException {
    if (drives <= 0 || nodes.orElse(1) == 0) {
      return OptionalInt.of(0);
    }
    return catalog.leastNodeToleranceAtRisk(away);
  }

  private static OptionalInt least(OptionalInt one, OptionalInt other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return OptionalInt.of(Math.min(one.getAsInt(), other.getAsInt()));
  }

  Facts facts() {
    List<Slot> slots = pool.slots();
    return new Facts(
        new ClusterFacts(cluster, settings.get().clusterName(), settings.get().nodeId()),
        nodes(slots),
        slots.stream().map(FactsBuilder::slot).toList(),
        space(slots),
        protection(slots));
  }

  private List<NodeFacts> nodes(List<Slot> slots) {
    Map<Integer, Boolean> online = new TreeMap<>();
    online.put(settings.get().nodeId(), true);
    slots.forEach(slot -> online.merge(slot.node(), slot.condition().usable(), Boolean::logicalOr));
    List<NodeFacts> nodes = new ArrayList<>();
    online.forEach(
        (id, up) -> {
          boolean local = id == settings.get().nodeId();
          nodes.add(new NodeFacts(id, nodeUuid(id), local ? hostName : "node-" + id, up, local));
        });
    return nodes;
  }

  /** Made from the cluster's ID, so that it stays the same without being stored. */
  private UUID nodeUuid(int node) {
    return UUID.nameUUIDFromBytes((cluster + "/node/" + node).getBytes(StandardCharsets.UTF_8));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static SlotFacts slot(Slot slot) {
    Slot.Condition condition = slot.condition();
    return new SlotFacts(
        slot.node(),
        slot.number(),
        condition.state(),
        detail(slot),
        slot.path(),
        condition.disk().media(),
        condition.disk().model(),
        condition.disk().serial(),
        condition.usable() ? condition.capacity() : 0,
        condition.usable() ? slot.used() : 0,
        condition.usable() ? condition.free() : 0,
        condition.usable() ? condition.space().map(DriveFiles.Space::total).orElse(0L) : 0);
  }

  private static String detail(Slot slot) {
    Slot.Condition condition = slot.condition();
    if (condition.usable() && slot.io().slow().isPresent()) {
      return slot.io().slow().orElse("");
    }
    return slot.isLeaving() ? "The drive is being emptied." : condition.detail();
  }

  private SpaceFacts space(List<Slot> slots) {
    Encoding encoding = settings.get().encoding();
    long free = 0;
    long used = 0;
    for (Slot slot : slots) {
      if (slot.condition().usable()) {
        free += slot.isLeaving() ? 0 : slot.condition().free();
        used += slot.used();
      }
    }
    return new SpaceFacts(blockSize, dataShare(free + used, encoding), dataShare(free, encoding));
  }

  private static long dataShare(long bytes, Encoding encoding) {
    return bytes / encoding.totalBlocks() * encoding.dataBlocks();
  }

  private ProtectionFacts protection(List<Slot> slots) {
    Encoding target = settings.get().encoding();
    Encoding encoding = known.old(target).orElse(target);
    Map<Integer, Integer> configured = new TreeMap<>();
    Map<Integer, Integer> usable = new TreeMap<>();
    for (Slot slot : slots) {
      if (slot.isLeaving()) {
        continue;
      }
      configured.merge(slot.node(), 1, Integer::sum);
      if (slot.condition().usable()) {
        usable.merge(slot.node(), 1, Integer::sum);
      }
    }
    Known asked = known;
    int lostSince = (int) Math.min(Integer.MAX_VALUE, risk.losses() - asked.losses);
    boolean never = asked.losses < 0;
    int parity = asked.least(target, Encoding::parityBlocks);
    int byDrives = Math.min(parity, pool.usable().size() - asked.most(target));
    int byStripes =
        risk.risk().dataAtRisk() ? asked.drives.orElse(never ? 0 : parity) - lostSince : parity;
    int nodesNow = asked.least(target, each -> Tolerance.ofNodes(each, usable.values()));
    int byStripesNodes = never ? 0 : asked.nodes.orElse(nodesNow) - lostSince;
    return new ProtectionFacts(
        encoding,
        asked.least(target, each -> Tolerance.ofNodes(each, configured.values())),
        parity,
        Math.max(0, Math.min(nodesNow, byStripesNodes)),
        Math.max(0, Math.min(byDrives, byStripes)),
        encoding.equals(target)
            ? Optional.empty()
            : Optional.of(
                new ProtectionFacts.Pending(
                    target,
                    Tolerance.ofNodes(target, configured.values()),
                    target.parityBlocks())));
  }
}
