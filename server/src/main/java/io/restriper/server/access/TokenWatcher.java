package io.restriper.server.access;

import io.restriper.server.access.token.TokenFile;
import io.restriper.server.access.token.TokenFileException;
import io.restriper.server.access.token.Tokens;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the file of the tokens again and again, and has what changed in it accepted. A file that
 * is gone or cannot be understood changes nothing: never does anybody come in because it is not
 * known who may. Thread-safe.
 */
public final class TokenWatcher implements AutoCloseable {
  /** The pause between two looks. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(TokenWatcher.class);
  private static final String STAYS = "Access stays as it was.";

  private final TokenFile file;
  private final Access access;
  private final ScheduledExecutorService scheduler;
  private Look last;

  /**
   * What was seen.
   *
   * @param content of the file; empty if it is not there or cannot be read
   * @param failure why it cannot be read; empty if it can
   */
  private record Look(Optional<ByteBuffer> content, String failure) {}

  TokenWatcher(
      TokenFile file, Access access, Optional<byte[]> started, ScheduledExecutorService scheduler) {
    this.file = file;
    this.access = access;
    this.last = new Look(started.map(ByteBuffer::wrap), "");
    this.scheduler = scheduler;
  }

  /**
   * Starts to look.
   *
   * @param access follows the file
   * @param started what the file was when {@code access} was made of it; empty if there was none
   * @param scheduler of one thread; it belongs to the watcher and is shut down by {@link #close}
   */
  public static TokenWatcher start(
      TokenFile file, Access access, Optional<byte[]> started, ScheduledExecutorService scheduler) {
    TokenWatcher watcher = new TokenWatcher(file, access, started, scheduler);
    scheduler.scheduleWithFixedDelay(
        watcher::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    return watcher;
  }

  /** Looks once. */
  void look() {
    try {
      Look now = see();
      if (!now.equals(last)) {
        last = now;
        takeOn(now);
      }
    } catch (RuntimeException e) {
      // A look that throws would be the last one.
      LOG.error("The file of the tokens {} could not be taken on. {}", file.path(), STAYS, e);
    }
  }

  private Look see() {
    try {
      return new Look(file.bytes().map(ByteBuffer::wrap), "");
    } catch (TokenFileException e) {
      return new Look(Optional.empty(), e.getMessage());
    }
  }

  private void takeOn(Look now) {
    if (!now.failure().isEmpty()) {
      LOG.warn("{} {}", now.failure(), STAYS);
    } else if (now.content().isEmpty()) {
      LOG.warn(
          "The file of the tokens {} is gone. {} To take tokens back, revoke them.",
          file.path(),
          STAYS);
    } else {
      accept(now.content().get().array());
    }
  }

  private void accept(byte[] content) {
    Tokens tokens;
    try {
      tokens = file.parse(content);
    } catch (TokenFileException e) {
      LOG.warn("{} {}", e.getMessage(), STAYS);
      return;
    }
    if (access.isOpen()) {
      LOG.info("There are tokens now: from here on nobody comes in without one");
    }
    access.accept(tokens);
    LOG.info("The tokens in {} are taken on: {} of them", file.path(), tokens.all().size());
  }

  /** Stops to look. */
  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
