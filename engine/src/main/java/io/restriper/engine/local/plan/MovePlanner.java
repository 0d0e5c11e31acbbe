package io.restriper.engine.local.plan;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.PlacedBlock;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Fill;
import io.restriper.engine.local.pool.NodeRule;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.Slot;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Plans which blocks are moved from where to where. Each move is one that can be done and makes the
 * spread strictly better, given the moves before it. Used once, by one thread.
 */
public final class MovePlanner {
  private static final int PAGE = 256;

  /** With so many blocks in a row that cannot be moved, no more of the drive are looked at. */
  private static final int MOST_MISSES = 20_000;

  private final Catalog catalog;
  private final DrivePool pool;
  private final WorkTables tables;
  private final int blockSize;
  private final BooleanSupplier outdated;
  private final Map<Long, Encoding> encodings = new HashMap<>();

  /** As it will be after what is planned. */
  private Optional<Fill> planned = Optional.empty();

  /**
   * @param blockSize payload of a full block, in bytes
   * @param outdated whether the plan will not be followed, so that it need not be finished
   */
  public MovePlanner(
      Catalog catalog, DrivePool pool, WorkTables tables, int blockSize, BooleanSupplier outdated) {
    this.outdated = outdated;
    this.catalog = catalog;
    this.pool = pool;
    this.tables = tables;
    this.blockSize = blockSize;
  }

  /** Everything off the drives that are being emptied. */
  public void emptyDrives() throws IOException {
    for (Map.Entry<Integer, Slot> drive : pool.usable().entrySet()) {
      if (drive.getValue().isLeaving()) {
        Optional<BlockId> after = Optional.empty();
        List<PlacedBlock> page;
        do {
          page = catalog.blocksOn(drive.getKey(), after, PAGE);
          List<Move> moves = new ArrayList<>();
          for (PlacedBlock placed : page) {
            after = Optional.of(placed.block());
            moves.add(move(placed, drive.getKey(), 0, Move.Goal.EMPTY_DRIVE));
          }
          tables.addMoves(moves);
        } while (page.size() == PAGE && !outdated.getAsBoolean());
      }
    }
  }

  /** Blocks off nodes that hold more of a stripe than it can lose, where there are enough nodes. */
  public void spreadNodes() throws IOException {
    new NodeSpread(catalog, pool, tables, fill(), outdated).plan();
  }

  private Fill fill() {
    Fill fill = planned.orElseGet(() -> Fill.of(pool));
    planned = Optional.of(fill);
    return fill;
  }

  /** From drives above the mean fill to those below it, until all have what the mean gives them. */
  public void level() throws IOException {
    Fill fill = fill();
    spread(
        new Wish() {
          @Override
          public long toGive(int drive) {
            return fill.surplus(drive);
          }

          @Override
          public boolean improves(int from, int to, long bytes) {
            return fill.surplus(to) + bytes / 2 <= 0 && fill.improves(from, to, bytes);
          }

          @Override
          public void move(int from, int to, long bytes) {
            fill.move(from, to, bytes);
          }

          @Override
          public Move.Goal goal() {
            return Move.Goal.LEVEL;
          }
        },
        fill);
  }

  /**
   * From drives with too little room to those with more than enough, until so many drives have
   * room.
   *
   * @param drives how many drives are to have it
   * @param room how much, in bytes
   */
  public void makeRoom(int drives, long room) throws IOException {
    Fill fill = Fill.of(pool);
    List<Integer> roomiest =
        fill.drives().stream()
            .sorted((one, other) -> Long.compare(fill.free(other), fill.free(one)))
            .limit(drives)
            .toList();
    if (roomiest.stream().allMatch(drive -> fill.free(drive) >= room)) {
      return;
    }
    long mean = fill.drives().stream().mapToLong(fill::free).sum() / fill.drives().size();
    long wanted = Math.min(room, mean);
    spread(
        new Wish() {
          @Override
          public long toGive(int drive) {
            return roomiest.contains(drive) ? wanted - fill.free(drive) : 0;
          }

          @Override
          public boolean improves(int from, int to, long bytes) {
            return fill.free(to) - bytes >= wanted
                && fill.free(to) - bytes >= fill.free(from) + bytes;
          }

          @Override
          public void move(int from, int to, long bytes) {
            fill.move(from, to, bytes);
          }

          @Override
          public Move.Goal goal() {
            return Move.Goal.MAKE_ROOM;
          }
        },
        fill);
  }

  /** What is to be reached. */
  private interface Wish {
    long toGive(int drive);

    boolean improves(int from, int to, long bytes);

    void move(int from, int to, long bytes);

    Move.Goal goal();
  }

  /** Where the search for blocks of a drive is. */
  private static final class Search {
    private Optional<BlockId> after = Optional.empty();
    private int misses;
    private boolean over;
  }

  /** In turns, so that the tasks do not all read from one drive. */
  private void spread(Wish wish, Fill fill) throws IOException {
    Map<Integer, Search> searches = new LinkedHashMap<>();
    fill.drives().stream()
        .filter(drive -> wish.toGive(drive) > 0)
        .forEach(drive -> searches.put(drive, new Search()));
    while (!searches.isEmpty()) {
      for (Map.Entry<Integer, Search> each : searches.entrySet()) {
        searchOn(each.getKey(), each.getValue(), wish, fill);
      }
      searches.values().removeIf(search -> search.over);
    }
  }

  private void searchOn(int drive, Search search, Wish wish, Fill fill) throws IOException {
    List<PlacedBlock> page = catalog.blocksOn(drive, search.after, PAGE);
    List<Move> moves = new ArrayList<>();
    for (PlacedBlock placed : page) {
      search.after = Optional.of(placed.block());
      // A block too large to be given away may be followed by smaller ones.
      if (wish.toGive(drive) > 0 && !outdated.getAsBoolean()) {
        OptionalInt target = target(drive, placed, moves, wish, fill);
        if (target.isPresent()) {
          wish.move(drive, target.getAsInt(), placed.blockLength());
          moves.add(move(placed, drive, target.getAsInt(), wish.goal()));
          search.misses = 0;
        } else {
          search.misses++;
        }
      }
    }
    tables.addMoves(moves);
    search.over =
        page.size() < PAGE
            || wish.toGive(drive) <= 0
            || search.misses >= MOST_MISSES
            || outdated.getAsBoolean();
  }

  /**
   * The drive that gains most by the block among those that may have it.
   *
   * @param planned moves that are not in the tables yet
   */
  private OptionalInt target(int from, PlacedBlock placed, List<Move> planned, Wish wish, Fill fill)
      throws IOException {
    List<Integer> willing =
        fill.drives().stream()
            .filter(drive -> drive != from && wish.improves(from, drive, placed.blockLength()))
            .sorted((one, other) -> Long.compare(fill.surplus(one), fill.surplus(other)))
            .toList();
    if (willing.isEmpty()) {
      return OptionalInt.empty();
    }
    BlockId block = placed.block();
    List<StripeRecord> stripe = catalog.stripes(block.version(), block.stripe(), 1);
    Optional<Encoding> encoding = encoding(block.version());
    if (stripe.isEmpty() || stripe.get(0).index() != block.stripe() || encoding.isEmpty()) {
      return OptionalInt.empty();
    }
    List<Move> before = new ArrayList<>(tables.movesOf(block.version(), block.stripe()));
    planned.stream()
        .filter(move -> move.block().version() == block.version())
        .filter(move -> move.block().stripe() == block.stripe())
        .forEach(before::add);
    if (before.stream().anyMatch(move -> move.block().equals(block))) {
      return OptionalInt.empty();
    }
    Set<Integer> others = others(stripe.get(0), block, before);
    NodeRule rule = new NodeRule(pool, others, encoding.get().parityBlocks());
    return willing.stream()
        .filter(drive -> !others.contains(drive))
        .filter(drive -> Placement.hasRoom(pool.takingBlocks().get(drive), placed.blockLength()))
        .filter(drive -> rule.allows(from, drive))
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /** The drives that hold the stripe's other blocks once what is planned so far is done. */
  private static Set<Integer> others(StripeRecord stripe, BlockId block, List<Move> before) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int index = 0; index < stripe.placements().size(); index++) {
      places.put(index, stripe.placements().get(index).drive());
    }
    before.forEach(move -> places.put(move.block().index(), move.to()));
    places.remove(block.index());
    return new HashSet<>(places.values());
  }

  private Optional<Encoding> encoding(long version) throws IOException {
    Encoding known = encodings.get(version);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Encoding> found = catalog.version(version).map(VersionRecord::encoding);
    if (encodings.size() >= PAGE) {
      encodings.clear();
    }
    found.ifPresent(encoding -> encodings.put(version, encoding));
    return found;
  }

  private static Move move(PlacedBlock placed, int from, int to, Move.Goal goal) {
    return new Move(0, placed.block(), from, to, placed.blockLength(), goal);
  }

  /** Whether the spread is uneven enough for {@link #level}. */
  public boolean isUneven() {
    return fill().excess(blockSize) > 0;
  }

  /** Forgets the moves of the plan before. */
  public void clear() throws IOException {
    tables.clearMoves();
  }

  /** All that was planned. */
  public Work planned() throws IOException {
    return tables.allMoves();
  }
}
