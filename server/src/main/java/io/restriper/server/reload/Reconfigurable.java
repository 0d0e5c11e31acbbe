package io.restriper.server.reload;

import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;

/** What takes on other settings while it runs. */
@FunctionalInterface
public interface Reconfigurable {
  /**
   * Takes on settings, all of them or none. Only the drives and the encoding are others than
   * before.
   *
   * @throws EngineStartException if they cannot be taken on; the message tells a person why, and
   *     what to do
   */
  void reconfigure(EngineSettings settings) throws EngineStartException;
}
