package io.restriper.server.tls;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the files of TLS again and again. Thread-safe. */
public final class TlsWatcher implements AutoCloseable {
  /** The pause between two looks. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(TlsWatcher.class);

  private final ScheduledExecutorService scheduler;
  private final Tls tls;

  private TlsWatcher(ScheduledExecutorService scheduler, Tls tls) {
    this.scheduler = scheduler;
    this.tls = tls;
  }

  /**
   * Starts to look.
   *
   * @param scheduler of one thread; it belongs to the watcher and is shut down by {@link #close}
   */
  public static TlsWatcher start(Tls tls, ScheduledExecutorService scheduler) {
    scheduler.scheduleWithFixedDelay(
        tls::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return new TlsWatcher(scheduler, tls);
  }

  /** Has the files read soon, also if they have not changed; does not wait for that. */
  public void readAgain() {
    try {
      scheduler.execute(tls::lookBecauseAsked);
    } catch (RejectedExecutionException e) {
      LOG.info("The files of TLS are not read again, because the server is stopping");
    }
  }

  @Override
  public void close() {
    scheduler.shutdown();
  }
}
