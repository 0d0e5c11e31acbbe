package io.restriper.testing;

import io.restriper.engine.Engine;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.server.RestriperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One life of a server: an engine, and the API over it. */
record Instance(Engine engine, RestriperServer server) implements AutoCloseable {
  /** Small, so that little memory and little data make many blocks. */
  private static final int BLOCK = 64 * 1024;

  /** Short, so that a test does not wait for what the server does not see yet. */
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Starts one; port 0 takes any free port. */
  static Instance start(EngineSettings settings, FaultPoints faults, int port)
      throws IOException, EngineStartException {
    EngineRuntime runtime =
        EngineRuntime.real().withFaults(faults).withBlockSize(BLOCK).withLookInterval(LOOK);
    Engine engine = Engine.start(settings, runtime);
    try {
      return new Instance(
          engine,
          RestriperServer.start(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port), engine));
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public void close() {
    server.close();
    engine.close();
  }
}
