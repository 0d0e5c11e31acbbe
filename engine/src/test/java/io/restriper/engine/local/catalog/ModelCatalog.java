package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog.NewPlace;
import io.restriper.engine.local.catalog.Catalog.VersionState;
import io.restriper.engine.local.catalog.StripeRecord.Placement;
import io.restriper.engine.volume.VolumePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The simplest catalog that is right: maps, and every question answered by looking at all. */
final class ModelCatalog {
  final TreeMap<Long, Version> versions = new TreeMap<>();
  final Map<String, Long> files = new TreeMap<>();
  final Map<Integer, Integer> nodes = new HashMap<>();

  /** A version with its stripes. */
  static final class Version {
    final String path;
    final Encoding encoding;
    VersionState state = VersionState.PENDING;
    final TreeMap<Long, Stripe> stripes = new TreeMap<>();

    Version(String path, Encoding encoding) {
      this.path = path;
      this.encoding = encoding;
    }
  }

  /** A stripe; a null place is forgotten. */
  static final class Stripe {
    long epoch = 1;
    final List<Placement> places;

    Stripe(List<Placement> places) {
      this.places = new ArrayList<>(places);
    }

    long healthy(Set<Integer> away) {
      return places.stream()
          .filter(place -> place != null && !place.lost() && !away.contains(place.drive()))
          .count();
    }
  }

  boolean isFile(String path) {
    return files.containsKey(path);
  }

  boolean isDirectory(String path) {
    return path.equals("/")
        || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
  }

  /** The highest file above a path that is in the way of it. */
  String fileAbove(String path) {
    VolumePath parsed = VolumePath.parse(path);
    VolumePath above = VolumePath.ROOT;
    for (String name : parsed.parent().names()) {
      above = above.child(name);
      if (isFile(above.toString())) {
        return above.toString();
      }
    }
    return null;
  }

  List<String> children(String directory) {
    String prefix = directory.equals("/") ? "/" : directory + "/";
    return files.keySet().stream()
        .filter(file -> file.startsWith(prefix))
        .map(file -> file.substring(prefix.length()).split("/")[0])
        .distinct()
        .sorted()
        .toList();
  }

  void commit(long version) {
    Version committed = versions.get(version);
    Long replaced = files.put(committed.path, version);
    committed.state = VersionState.CURRENT;
    if (replaced != null) {
      discard(replaced);
    }
  }

  long delete(String path) {
    long version = files.remove(path);
    discard(version);
    return version;
  }

  void discard(long version) {
    versions.get(version).state = VersionState.GARBAGE;
    if (versions.get(version).stripes.isEmpty()) {
      versions.remove(version);
    }
  }

  boolean markLost(BlockId block, int drive) {
    Stripe stripe = stripe(block.version(), block.stripe());
    Placement place = stripe == null ? null : stripe.places.get(block.index());
    if (place == null || place.lost() || place.drive() != drive) {
      return false;
    }
    stripe.places.set(block.index(), new Placement(drive, true));
    stripe.epoch++;
    return true;
  }

  void markVersionLost(long version, int drive) {
    for (Map.Entry<Long, Stripe> entry : versions.get(version).stripes.entrySet()) {
      long before = entry.getValue().epoch;
      for (int i = 0; i < entry.getValue().places.size(); i++) {
        markLost(new BlockId(version, entry.getKey(), i), drive);
      }
      entry.getValue().epoch = Math.min(entry.getValue().epoch, before + 1);
    }
  }

  boolean replace(long version, long index, long epoch, List<NewPlace> places) {
    Stripe stripe = stripe(version, index);
    if (stripe == null
        || versions.get(version).state != VersionState.CURRENT
        || stripe.epoch != epoch) {
      return false;
    }
    places.forEach(place -> stripe.places.set(place.index(), new Placement(place.drive(), false)));
    stripe.epoch++;
    return true;
  }

  private Stripe stripe(long version, long index) {
    Version found = versions.get(version);
    return found == null ? null : found.stripes.get(index);
  }

  void forget(BlockId block) {
    Version version = versions.get(block.version());
    Stripe stripe = stripe(block.version(), block.stripe());
    if (stripe == null || version.state != VersionState.GARBAGE) {
      return;
    }
    stripe.places.set(block.index(), null);
    if (stripe.places.stream().allMatch(place -> place == null)) {
      version.stripes.remove(block.stripe());
    }
    if (version.stripes.isEmpty()) {
      versions.remove(block.version());
    }
  }

  long bytesOn(int drive, int blockLength) {
    return versions.values().stream()
            .flatMap(version -> version.stripes.values().stream())
            .flatMap(stripe -> stripe.places.stream())
            .filter(place -> place != null && place.drive() == drive)
            .count()
        * blockLength;
  }

  /** Remaining failures of the stripes of current versions that lack a block. */
  Map<String, Integer> atRisk(Set<Integer> away) {
    Map<String, Integer> remaining = new TreeMap<>();
    versions.forEach(
        (number, version) ->
            version.stripes.forEach(
                (index, stripe) -> {
                  int missing = version.encoding.totalBlocks() - (int) stripe.healthy(away);
                  if (version.state == VersionState.CURRENT && missing > 0) {
                    remaining.put(number + "/" + index, version.encoding.parityBlocks() - missing);
                  }
                }));
    return remaining;
  }

  /** Tries every choice of nodes, the least tolerance over the stripes of current versions. */
  OptionalInt leastNodeTolerance() {
    return versions.values().stream()
        .filter(version -> version.state == VersionState.CURRENT)
        .flatMapToInt(
            version ->
                version.stripes.values().stream()
                    .mapToInt(
                        stripe ->
                            tolerance(
                                version.encoding.dataBlocks(),
                                stripe.places.stream().filter(p -> p.drive() != 0))))
        .min();
  }

  private int tolerance(int dataBlocks, Stream<Placement> places) {
    List<Integer> of = places.map(place -> nodes.get(place.drive())).toList();
    List<Integer> all = of.stream().distinct().toList();
    int least = all.size();
    for (int failed = 1; failed < 1 << all.size(); failed++) {
      int choice = failed;
      long left = of.stream().filter(node -> (choice & (1 << all.indexOf(node))) == 0).count();
      if (left < dataBlocks) {
        least = Math.min(least, Integer.bitCount(choice) - 1);
      }
    }
    return IntStream.of(least, 0).max().orElseThrow();
  }
}
