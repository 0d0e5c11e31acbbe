package io.restriper.server.access;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who did what: everything that may change something, and everything that was refused.
 * Reads only if they are wanted. Never a token. Refusals that come in floods are counted instead of
 * written one by one. Thread-safe.
 */
public final class Audit {
  /** The name of the logger. */
  public static final String LOGGER = "audit";

  /** So many refusals of an address are written one after the other. */
  static final int REFUSALS = 50;

  /** The time in which one more is. */
  static final Duration REFILL = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<Integer> REFUSED = Set.of(401, 403, 429);

  private final boolean reads;
  private final Buckets refusals;
  private final AtomicLong unwritten = new AtomicLong();

  /**
   * An audit.
   *
   * @param reads whether reads are written down too
   */
  public Audit(boolean reads) {
    this(reads, System::nanoTime);
  }

  Audit(boolean reads, LongSupplier nanos) {
    this.reads = reads;
    this.refusals = new Buckets(REFUSALS, REFILL, nanos);
  }

  /**
   * What was done.
   *
   * @param caller who did it
   * @param remote from where
   * @param operation its operationId; empty if it came to none
   * @param method the HTTP method
   * @param path as it was asked for, its escapes left alone, so that it is one word
   * @param status the HTTP status that was answered
   * @param whole whether the answer was sent to its end
   */
  public record Deed(
      Caller caller,
      SocketAddress remote,
      String operation,
      String method,
      String path,
      int status,
      boolean whole) {}

  /** Takes note of what was done. */
  public void note(Deed deed) {
    if (REFUSED.contains(deed.status())) {
      if (!refusals.take(Addresses.key(deed.remote()))) {
        unwritten.incrementAndGet();
        return;
      }
      long passedOver = unwritten.getAndSet(0);
      write(deed, passedOver == 0 ? "" : " unwritten=" + passedOver);
    } else if (isWorthIt(deed)) {
      write(deed, "");
    }
  }

  private boolean isWorthIt(Deed deed) {
    if (deed.caller().role().isEmpty() || !reads && READING.contains(deed.method())) {
      return false;
    }
    // Where everybody is let in, whoever is on this machine is nobody that could be named.
    return !deed.caller().equals(Caller.EVERYBODY) || !Addresses.isLoopback(deed.remote());
  }

  private static void write(Deed deed, String more) {
    LOG.info(
        "token={} name={} role={} remote={} operation={} method={} path={} status={}{}{}",
        deed.caller().id(),
        deed.caller().name(),
        deed.caller().role().map(role -> role.word()).orElse("-"),
        Addresses.text(deed.remote()),
        deed.operation().isEmpty() ? "-" : deed.operation(),
        deed.method(),
        deed.path(),
        deed.status(),
        deed.whole() ? "" : " aborted",
        more);
  }
}
