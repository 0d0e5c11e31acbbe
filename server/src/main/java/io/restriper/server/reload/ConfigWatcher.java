package io.restriper.server.reload;

import io.restriper.server.config.FileLook;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.SettingsLoader;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the configuration file again and again, and has it taken on when it changes. It compares
 * the content and not the times of the file, which editors and mounts do not always move on.
 * Thread-safe.
 */
public final class ConfigWatcher implements AutoCloseable {
  /** The pause between two looks. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long {@link #close} waits for a change that is being taken on. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);

  private final ScheduledExecutorService scheduler;
  private final ConfigReload reload;

  private ConfigWatcher(ScheduledExecutorService scheduler, ConfigReload reload) {
    this.scheduler = scheduler;
    this.reload = reload;
  }

  /**
   * Starts to look.
   *
   * @param started what {@code loader} loaded from a configuration file, and the server runs with
   * @param target told of each change that is right; one call at a time
   * @param scheduler of one thread; it belongs to the watcher and is shut down by {@link #close}
   */
  public static ConfigWatcher start(
      SettingsLoader loader,
      LoadedSettings started,
      Reconfigurable target,
      ScheduledExecutorService scheduler) {
    ConfigReload reload = new ConfigReload(loader, started, FileLook::at, target);
    scheduler.scheduleWithFixedDelay(
        reload::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return new ConfigWatcher(scheduler, reload);
  }

  /** Has the file read and taken on soon, also if it has not changed; does not wait for that. */
  public void readAgain() {
    try {
      scheduler.execute(reload::lookBecauseAsked);
    } catch (RejectedExecutionException e) {
      LOG.info("The configuration file is not read again, because the server is stopping");
    }
  }

  /** Stops to look, waiting for a change that is being taken on, but not for ever. */
  @Override
  public void close() {
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A change of the configuration is not done after {} s", PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
