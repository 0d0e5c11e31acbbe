package io.restriper.server;

import io.restriper.engine.Engine;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.config.ServerSettings;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine with its server, until somebody stops the process. */
final class RunningServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final Engine engine;
  private final RestriperServer server;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private RunningServer(Engine engine, RestriperServer server) {
    this.engine = engine;
    this.server = server;
  }

  static RunningServer start(ServerSettings settings) throws EngineStartException, IOException {
    Engine engine = Engine.start(settings.engine());
    try {
      RestriperServer server =
          RestriperServer.start(
              settings.listen(), engine.files(), engine::facts, engine::status, engine.runs());
      LOG.info("Listening on {}", server.uri());
      return new RunningServer(engine, server);
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  URI uri() {
    return server.uri();
  }

  /** Waits until the process is told to stop, and stops in order then. */
  void awaitStop() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "shutdown"));
    exitCleanlyOn("TERM");
    exitCleanlyOn("INT");
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes the process end with 0 on a signal: a server that was told to stop and did has not
   * failed. By reflection, as the class is not part of the Java platform; where there is none, the
   * process stops in order all the same and ends with 128 + the signal.
   */
  private static void exitCleanlyOn(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object exit =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                  System.exit(0);
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), exit);
    } catch (ReflectiveOperationException e) {
      LOG.debug("Signal {} keeps its exit code", name, e);
    }
  }

  @Override
  public synchronized void close() {
    if (stopped.getCount() == 0) {
      return;
    }
    LOG.info("Stopping: requests under way may finish");
    server.close();
    engine.close();
    LOG.info("Stopped");
    stopped.countDown();
  }
}
