package io.restriper.engine.local.pool;

import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.local.drive.DriveFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses drives for the blocks of a stripe: each on another drive, at most m on one node as long
 * as there are enough nodes for that, the emptiest drives first. Thread-safe.
 */
public final class Placement {
  private static final Logger LOG = LoggerFactory.getLogger(Placement.class);

  /** Room that is left alone on a drive, so that renames and directories still work. */
  public static final long RESERVE = 4L << 20;

  private final DrivePool pool;
  private final Supplier<Random> random;

  /**
   * @param random decides between drives that are equally full
   */
  public Placement(DrivePool pool, Supplier<Random> random) {
    this.pool = pool;
    this.random = random;
  }

  /** A drive that was chosen, with the slot that it is in. */
  public record Target(int drive, Slot slot) {}

  /**
   * Chooses drives.
   *
   * @param wanted how many; fewer are returned if there are fewer drives with room
   * @param blockLength payload of a block, in bytes
   * @param perNode how many blocks of the stripe a node should hold at most, 1 or more
   * @param taken drives that hold a block of the stripe already
   */
  public List<Target> choose(int wanted, int blockLength, int perNode, Collection<Integer> taken) {
    Map<Integer, Integer> onNode = new HashMap<>();
    List<Candidate> candidates = new ArrayList<>();
    Random ties = random.get();
    pool.usable()
        .forEach(
            (drive, slot) -> {
              if (taken.contains(drive)) {
                onNode.merge(slot.node(), 1, Integer::sum);
              } else if (!slot.isLeaving() && hasRoom(slot, blockLength)) {
                candidates.add(Candidate.of(drive, slot, ties.nextInt()));
              }
            });
    candidates.sort(Comparator.comparingLong(Candidate::order));
    List<Target> chosen = new ArrayList<>();
    List<Candidate> passedOver = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (chosen.size() < wanted) {
        if (onNode.getOrDefault(candidate.slot.node(), 0) < perNode) {
          onNode.merge(candidate.slot.node(), 1, Integer::sum);
          chosen.add(candidate.target());
        } else {
          passedOver.add(candidate);
        }
      }
    }
    spreadEvenly(passedOver, onNode, wanted, chosen);
    return chosen;
  }

  /** With too few nodes for the limit, the rest goes where the fewest blocks of the stripe are. */
  private static void spreadEvenly(
      List<Candidate> passedOver, Map<Integer, Integer> onNode, int wanted, List<Target> chosen) {
    while (chosen.size() < wanted && !passedOver.isEmpty()) {
      Candidate best =
          passedOver.stream()
              .min(
                  Comparator.comparingInt(
                      candidate -> onNode.getOrDefault(candidate.slot.node(), 0)))
              .orElseThrow();
      passedOver.remove(best);
      onNode.merge(best.slot.node(), 1, Integer::sum);
      chosen.add(best.target());
    }
  }

  /** The drives that could take a block of that length, if they have room, and how many have. */
  public Choice choice(int blockLength) {
    List<Slot> telling =
        pool.takingBlocks().values().stream().filter(slot -> slot.condition().tellsRoom()).toList();
    long roomy = telling.stream().filter(slot -> hasRoom(slot, blockLength)).count();
    return new Choice(telling.size(), roomy);
  }

  /**
   * What blocks can be placed on.
   *
   * @param drives in use, not being emptied, and known to have room or not
   * @param roomy how many of them have room for another block
   */
  public record Choice(int drives, long roomy) {
    /** Whether it is room that is lacking for so many blocks, and not drives. */
    public boolean lacksRoomFor(int blocks) {
      return drives >= blocks && roomy < blocks;
    }
  }

  /** Whether any drive in use has room for a block. */
  public boolean anyRoom(int blockLength) {
    return pool.takingBlocks().values().stream().anyMatch(slot -> hasRoom(slot, blockLength));
  }

  /** Whether a block fits on the drive in a slot, with the reserve left alone. */
  public static boolean hasRoom(Slot slot, int blockLength) {
    return slot.condition().free() >= roomFor(blockLength);
  }

  /**
   * The same by asking the drive, for whoever moves so much that what was asked a moment ago does
   * not hold; no if it does not answer.
   */
  public static boolean hasRoomNow(Slot slot, int blockLength) {
    try {
      DriveFiles.Space space = slot.io().call(() -> slot.files().space());
      return space.free() / slot.condition().sharers() >= roomFor(blockLength);
    } catch (IOException e) {
      LOG.debug("Space of drive {} is not known: {}", slot.id(), e.toString());
      return false;
    }
  }

  static long roomFor(int blockLength) {
    return RESERVE + BlockFormat.MAX_HEADER + (long) blockLength;
  }

  /**
   * A drive that can be chosen.
   *
   * @param order the lower the better: slow drives last, then by fill, in steps, so that drives
   *     that are about as full take turns by chance
   */
  private record Candidate(int drive, Slot slot, long order) {
    private static final int STEPS = 1000;

    static Candidate of(int drive, Slot slot, int tie) {
      long free = slot.condition().free();
      long used = slot.used();
      long fill = used + free == 0 ? STEPS : (long) ((double) used / (used + free) * STEPS);
      long last = slot.io().isSlow() ? STEPS + 1 : 0;
      return new Candidate(drive, slot, last + fill << Integer.SIZE | Integer.toUnsignedLong(tie));
    }

    Target target() {
      return new Target(drive, slot);
    }
  }
}
