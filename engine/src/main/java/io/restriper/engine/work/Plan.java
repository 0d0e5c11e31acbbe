package io.restriper.engine.work;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/** The work of a run, phase by phase. Used by one thread at a time. */
public interface Plan {

  /** The {@link Risk#generation()} that the plan was made for; when it changes, plan again. */
  long generation();

  /**
   * What was at risk when the plan was made: the bytes of the missing blocks and the stripes they
   * belong to, by how many more blocks those stripes could lose; negative where data cannot be read
   * any more. Empty if nothing was.
   */
  SortedMap<Integer, Work> atRisk();

  /** The phases that may have work, in the order of {@link Phase}; never PLANNING. */
  List<PhaseWork> phases();

  /** The work of one phase. */
  interface PhaseWork {

    Phase phase();

    /**
     * Makes the work set of the phase as things are when it is its turn: what phases before it have
     * done is done. Called once, before {@link #total}.
     *
     * @throws IOException if the catalog cannot be read
     */
    default void prepare() throws IOException {}

    /**
     * All work of the phase; the tasks that {@link #next} hands out add up to it. None if there is
     * no work.
     */
    Work total();

    /**
     * Hands out the next tasks, each once, the most urgent first.
     *
     * @param limit how many at most, 1 or more
     * @return empty when all have been handed out
     * @throws IOException if the catalog cannot be read
     */
    List<Task> next(int limit) throws IOException;
  }
}
