package io.restriper.server;

import io.restriper.engine.Engine;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.ServerSettings;
import io.restriper.server.config.SettingsLoader;
import io.restriper.server.http.HttpServer;
import io.restriper.server.reload.ConfigWatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine with its server, until somebody stops the process. */
final class RunningServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

  private final Engine engine;
  private final RestriperServer server;
  private final Optional<ConfigWatcher> watcher;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private RunningServer(Engine engine, RestriperServer server, Optional<ConfigWatcher> watcher) {
    this.engine = engine;
    this.server = server;
    this.watcher = watcher;
  }

  /**
   * Starts an engine and its server.
   *
   * @param loaded by {@code loader}, which loads them again when the configuration file changes
   * @throws java.net.BindException if the port is in use; then nothing has been made on disk
   */
  static RunningServer start(SettingsLoader loader, LoadedSettings loaded)
      throws EngineStartException, IOException {
    ServerSettings settings = loaded.settings();
    ServerSocketChannel port = HttpServer.bind(settings.listen());
    try {
      if (settings.drivesByDefault()) {
        DefaultDrives.makeOnFirstStart(settings.engine());
      }
      return start(port, Engine.start(settings.engine()), loader, loaded);
    } catch (EngineStartException | IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  private static RunningServer start(
      ServerSocketChannel port, Engine engine, SettingsLoader loader, LoadedSettings loaded)
      throws IOException {
    try {
      RestriperServer server = RestriperServer.start(port, engine);
      LOG.info("Listening on {}", server.uri());
      Optional<ConfigWatcher> watcher =
          loaded
              .look()
              .map(
                  look -> ConfigWatcher.start(loader, loaded, engine::reconfigure, configThread()));
      return new RunningServer(engine, server, watcher);
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static ScheduledExecutorService configThread() {
    return Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "config"));
  }

  URI uri() {
    return server.uri();
  }

  /** Waits until the process is told to stop, and stops in order then. */
  void awaitStop() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "shutdown"));
    // A server that was told to stop and did has not failed, and so exits with 0.
    Signals.on("TERM", () -> System.exit(0));
    Signals.on("INT", () -> System.exit(0));
    watcher.ifPresent(watching -> Signals.on("HUP", watching::readAgain));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    if (stopped.getCount() == 0) {
      return;
    }
    LOG.info("Stopping: requests under way may finish");
    watcher.ifPresent(ConfigWatcher::close);
    server.close();
    engine.close();
    LOG.info("Stopped");
    stopped.countDown();
  }
}
