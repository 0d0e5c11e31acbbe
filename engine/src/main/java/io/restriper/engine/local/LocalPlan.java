package io.restriper.engine.local;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.Catalog.WorkItem;
import io.restriper.engine.local.catalog.Catalog.WorkSummary;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.plan.Move;
import io.restriper.engine.local.plan.MovePlanner;
import io.restriper.engine.local.plan.WorkTables;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.stripe.StripeShape;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongSupplier;

/** A plan whose work sets are kept in the database. */
final class LocalPlan implements Plan {
  /** Of a file that is re-encoded old and new blocks lie on the drives at the same time. */
  private static final int SPARE_BLOCKS = 4;

  private final Basis basis;
  private final long generation;
  private final WorkSummary summary;
  private final SortedMap<Integer, Work> atRisk;

  /** Brings to rest what would blur the look at how full the drives are. */
  @FunctionalInterface
  interface Settling {
    void settle() throws IOException;
  }

  /**
   * What plans are made from.
   *
   * @param target the encoding that files are to be in
   * @param blockSize payload of a full block, in bytes
   * @param current the generation of what is at risk, at any time
   */
  record Basis(
      Catalog catalog,
      DrivePool pool,
      WorkTables tables,
      Encoding target,
      int blockSize,
      Settling settling,
      LongSupplier current) {

    boolean isChange() throws IOException {
      return catalog.encodings().stream().anyMatch(encoding -> !encoding.equals(target));
    }
  }

  LocalPlan(Basis basis, long generation, WorkSummary summary, SortedMap<Integer, Work> atRisk) {
    this.basis = basis;
    this.atRisk = atRisk;
    this.generation = generation;
    this.summary = summary;
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public SortedMap<Integer, Work> atRisk() {
    return atRisk;
  }

  @Override
  public List<PhaseWork> phases() {
    return List.of(new Reprotect(), new MakeRoom(), new Transcode(), new Rebalance());
  }

  private String subject(long version, long stripe) throws IOException {
    String file =
        basis
            .catalog
            .version(version)
            .map(VersionRecord::path)
            .map(Object::toString)
            .orElse("a file that is deleted");
    return "stripe " + stripe + " of " + file;
  }

  private final class Reprotect implements PhaseWork {
    @Override
    public Phase phase() {
      return Phase.REPROTECT;
    }

    @Override
    public Work total() {
      return new Work(summary.bytes(), summary.stripes());
    }

    @Override
    public List<Task> next(int limit) throws IOException {
      List<Task> tasks = new ArrayList<>();
      for (WorkItem item : basis.catalog.nextWork(limit)) {
        tasks.add(
            new Task(
                Phase.REPROTECT,
                item.id(),
                subject(item.version(), item.stripe()),
                item.remaining(),
                new Work(item.bytes(), 1)));
      }
      return tasks;
    }
  }

  /** Moves blocks. */
  private abstract class Moves implements PhaseWork {
    private Work total = Work.NONE;

    @Override
    public void prepare() throws IOException {
      // What is lost meanwhile comes first.
      MovePlanner planner =
          new MovePlanner(
              basis.catalog,
              basis.pool,
              basis.tables,
              basis.blockSize,
              () -> basis.current.getAsLong() != generation);
      planner.clear();
      plan(planner);
      total = planner.planned();
    }

    abstract void plan(MovePlanner planner) throws IOException;

    @Override
    public Work total() {
      return total;
    }

    @Override
    public List<Task> next(int limit) throws IOException {
      List<Task> tasks = new ArrayList<>();
      for (Move move : basis.tables.nextMoves(limit)) {
        String subject = subject(move.block().version(), move.block().stripe());
        tasks.add(
            new Task(
                phase(),
                move.id(),
                "block " + move.block().index() + " of " + subject,
                Integer.MAX_VALUE,
                new Work(move.bytes(), 1)));
      }
      return tasks;
    }
  }

  private final class MakeRoom extends Moves {
    @Override
    public Phase phase() {
      return Phase.PARTITIONED_REBALANCE;
    }

    /** Room for the largest file beside its old version, as far as levelling can give it. */
    @Override
    void plan(MovePlanner planner) throws IOException {
      if (!basis.isChange() || basis.pool.anyMissing()) {
        return;
      }
      basis.settling.settle();
      long largest = basis.tables.largestInOtherEncodings(basis.target);
      long perDrive =
          StripeShape.bytesFrom(0, largest, basis.target, basis.blockSize)
              / basis.target.totalBlocks();
      long spare = (long) SPARE_BLOCKS * basis.blockSize;
      planner.makeRoom(basis.target.totalBlocks(), Placement.RESERVE + perDrive + spare);
    }
  }

  private final class Transcode implements PhaseWork {
    private Work total = Work.NONE;
    private boolean paused;
    private boolean handedOut;

    @Override
    public Phase phase() {
      return Phase.TRANSCODE;
    }

    @Override
    public void prepare() throws IOException {
      if (basis.isChange()) {
        total = basis.tables.planRecodes(basis.target, basis.blockSize);
        paused = basis.pool.anyMissing();
      }
    }

    @Override
    public Work total() {
      return total;
    }

    @Override
    public List<Task> next(int limit) throws IOException {
      if (paused) {
        boolean first = !handedOut;
        handedOut = true;
        return first ? List.of(pause()) : List.of();
      }
      List<Task> tasks = new ArrayList<>();
      for (WorkTables.RecodeWork next : basis.tables.nextRecodes(limit)) {
        tasks.add(
            new Task(
                Phase.TRANSCODE,
                next.recode().id(),
                subject(next.recode().source(), next.recode().stripe()) + " in " + basis.target,
                Integer.MAX_VALUE,
                next.work()));
      }
      return tasks;
    }

    /** One task for all the work, as none of it can be done. */
    private Task pause() {
      String subject = "the change of encoding to " + basis.target;
      return new Task(Phase.TRANSCODE, 0, subject, Integer.MAX_VALUE, total);
    }
  }

  private final class Rebalance extends Moves {
    @Override
    public Phase phase() {
      return Phase.REBALANCE;
    }

    @Override
    void plan(MovePlanner planner) throws IOException {
      basis.settling.settle();
      planner.emptyDrives();
      if (basis.pool.anyMissing()) {
        return;
      }
      planner.spreadNodes();
      if (planner.isUneven()) {
        planner.level();
      }
    }
  }
}
