package io.restriper.engine.sim.schedule;

/** Unwinds the strands of a process that was killed. */
public final class Died extends Error {
  private static final long serialVersionUID = 1L;

  Died() {
    super("the process was killed", null, false, false);
  }
}
