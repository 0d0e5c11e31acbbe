package io.restriper.server;

import io.restriper.engine.Engine;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.access.TokenWatcher;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.ServerSettings;
import io.restriper.server.config.SettingsLoader;
import io.restriper.server.http.HttpOptions;
import io.restriper.server.http.HttpServer;
import io.restriper.server.reload.ConfigWatcher;
import io.restriper.server.tls.Tls;
import io.restriper.server.tls.TlsException;
import io.restriper.server.tls.TlsWatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
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
  private final TokenWatcher tokens;
  private final Optional<ConfigWatcher> watcher;
  private final Optional<TlsWatcher> tlsWatcher;
  private final CountDownLatch stopped = new CountDownLatch(1);

  private RunningServer(
      Engine engine,
      RestriperServer server,
      TokenWatcher tokens,
      Optional<ConfigWatcher> watcher,
      Optional<TlsWatcher> tlsWatcher) {
    this.engine = engine;
    this.server = server;
    this.tokens = tokens;
    this.watcher = watcher;
    this.tlsWatcher = tlsWatcher;
  }

  /**
   * Starts an engine and its server.
   *
   * @param loaded by {@code loader}, which loads them again when the configuration file changes
   * @param doors who is let in
   * @throws java.net.BindException if the port is in use; then nothing has been made on disk
   * @throws TlsException if TLS cannot be had from the files that are set; the same
   */
  static RunningServer start(SettingsLoader loader, LoadedSettings loaded, Doors doors)
      throws EngineStartException, IOException, TlsException {
    ServerSettings settings = loaded.settings();
    Optional<Tls> tls =
        settings.tls().isPresent()
            ? Optional.of(Tls.load(settings.tls().get(), Clock.systemUTC()))
            : Optional.empty();
    ServerSocketChannel port = HttpServer.bind(settings.listen());
    loadAhead();
    try {
      if (settings.drivesByDefault()) {
        DefaultDrives.makeOnFirstStart(settings.engine());
      }
      return start(
          port,
          Engine.start(settings.engine()),
          new HttpOptions(tls, settings.limits()).with(doors.access(), doors.audit()),
          loader,
          loaded,
          doors);
    } catch (EngineStartException | IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  private static RunningServer start(
      ServerSocketChannel port,
      Engine engine,
      HttpOptions options,
      SettingsLoader loader,
      LoadedSettings loaded,
      Doors doors)
      throws IOException {
    try {
      RestriperServer server = RestriperServer.start(port, engine, options);
      LOG.info("Listening on {}", server.uri());
      doors.warning().ifPresent(LOG::warn);
      Optional<ConfigWatcher> watcher =
          loaded
              .look()
              .map(
                  look ->
                      ConfigWatcher.start(loader, loaded, engine::reconfigure, thread("config")));
      Optional<TlsWatcher> tlsWatcher =
          options.tls().map(tls -> TlsWatcher.start(tls, thread("tls")));
      return new RunningServer(engine, server, doors.watch(thread("tokens")), watcher, tlsWatcher);
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Has the classes of the HTTP server loaded while the engine waits for its drives. */
  private static void loadAhead() {
    Thread thread = new Thread(RestriperServer::load, "load-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
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
    if (watcher.isPresent() || tlsWatcher.isPresent()) {
      Signals.on("HUP", this::readAgain);
    }
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAgain() {
    watcher.ifPresent(ConfigWatcher::readAgain);
    tlsWatcher.ifPresent(TlsWatcher::readAgain);
  }

  @Override
  public synchronized void close() {
    if (stopped.getCount() == 0) {
      return;
    }
    LOG.info("Stopping: requests under way may finish");
    watcher.ifPresent(ConfigWatcher::close);
    tlsWatcher.ifPresent(TlsWatcher::close);
    tokens.close();
    server.close();
    engine.close();
    LOG.info("Stopped");
    stopped.countDown();
  }
}
