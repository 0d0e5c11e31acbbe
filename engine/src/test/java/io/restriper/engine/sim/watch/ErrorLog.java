package io.restriper.engine.sim.watch;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/** Finds the errors of ours that the engine survives and tells only its log. */
public final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.restriper.engine");
  private final BooleanSupplier alive;
  private final Level before;
  private Optional<String> first = Optional.empty();

  /**
   * Listens from here on.
   *
   * @param alive whether the process that logs has not been killed: what it then says is no matter
   */
  public ErrorLog(BooleanSupplier alive) {
    this.alive = alive;
    this.before = logger.getLevel();
    if (!logger.isErrorEnabled()) {
      logger.setLevel(Level.ERROR);
      logger.setAdditive(false);
    }
    setContext(logger.getLoggerContext());
    start();
    logger.addAppender(this);
  }

  /** What was found first. */
  public Optional<String> first() {
    return first;
  }

  @Override
  protected void append(ILoggingEvent event) {
    boolean ours =
        event.getThrowableProxy() instanceof ThrowableProxy proxy
            && !(proxy.getThrowable() instanceof IOException);
    if (ours && alive.getAsBoolean() && first.isEmpty()) {
      first =
          Optional.of(
              event.getFormattedMessage()
                  + ": "
                  + ((ThrowableProxy) event.getThrowableProxy()).getThrowable());
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
    logger.setAdditive(true);
  }
}
