package io.restriper.engine.local.pool;

import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Trigger;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is at risk, such that it is true from the instant a loss is noticed, and false only
 * after the catalog was asked and nothing was lost in the meantime. Thread-safe; reading takes no
 * lock.
 */
public final class RiskTracker {
  private static final Logger LOG = LoggerFactory.getLogger(RiskTracker.class);

  private final Catalog catalog;
  private final DrivePool pool;
  private final Lock assessing;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<State> state = new AtomicReference<>(new State(Risk.UNKNOWN, 0));

  public RiskTracker(Catalog catalog, DrivePool pool, Threads threads) {
    this.catalog = catalog;
    this.pool = pool;
    this.assessing = threads.lock();
  }

  private record State(Risk risk, long losses) {}

  public Risk risk() {
    return state.get().risk;
  }

  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Something was lost, or may be: data counts as at risk until {@link #reassess} knows better. */
  public void lossNoticed() {
    state.updateAndGet(was -> new State(was.risk.withDataAtRisk(true), was.losses + 1));
  }

  /**
   * Calls for a run.
   *
   * @param trigger why
   * @param cause the same in words for a person
   */
  public void callForRun(Trigger trigger, String cause) {
    state.updateAndGet(was -> new State(was.risk.calledFor(trigger, cause), was.losses));
    listeners.forEach(Runnable::run);
  }

  /**
   * Asks the catalog whether any stripe lacks a block.
   *
   * @return whether data is at risk, or that is not known
   */
  public boolean reassess() {
    assessing.lock();
    try {
      long before = state.get().losses;
      boolean atRisk = atRisk();
      State after =
          state.updateAndGet(
              was -> {
                boolean known = was.losses == before;
                return known ? new State(was.risk.withDataAtRisk(atRisk), was.losses) : was;
              });
      return after.risk.dataAtRisk();
    } finally {
      assessing.unlock();
    }
  }

  private boolean atRisk() {
    try {
      return catalog.anyAtRisk(pool.away());
    } catch (IOException e) {
      LOG.error(
          "Whether data is at risk cannot be told, so it counts as at risk: {}", e.toString());
      return true;
    }
  }

  /** How many losses have been noticed since the start. */
  public long losses() {
    return state.get().losses;
  }
}
