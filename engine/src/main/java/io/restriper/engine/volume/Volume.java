package io.restriper.engine.volume;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.work.Plan;
import io.restriper.engine.work.Risk;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;

/**
 * Files over a set of drives, as the restriper and the server see them: files in and out, what is
 * at risk, the plan of a run, and one task done. Everything else about where data lies is the
 * volume's own business, so that another kind of volume can stand behind this interface.
 *
 * <p>All methods may be called from any thread at the same time.
 */
public interface Volume extends AutoCloseable {

  /** Files in and out; works while drives are missing and while a run is going on. */
  VolumeFiles files();

  /** What is known about cluster, nodes, slots, space and protection; from memory, never waits. */
  Facts facts();

  /** What is at risk; from memory, never waits. */
  Risk risk();

  /**
   * Asks to be told after {@link Risk#generation()} has changed. The listener is called on a thread
   * of the volume and must return at once.
   */
  void onChange(Runnable listener);

  /**
   * Builds the work set of a run from the catalog and the drives as they are. Moves nothing. Only
   * the plan that was made last is valid; plans are used by one thread at a time.
   *
   * @throws IOException if the catalog cannot be read
   */
  Plan plan() throws IOException;

  /**
   * Does one task of the last plan. Several tasks may be done at the same time.
   *
   * @throws IOException if it failed for a reason that may pass, so that trying again makes sense;
   *     nothing has changed then
   */
  TaskOutcome perform(Task task) throws IOException;

  /** Stops what the volume does by itself and waits for tasks and transfers that are under way. */
  @Override
  void close();
}
