package io.restriper.client;

import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperInterruptedException;
import io.restriper.client.error.RestriperProtocolException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Repeats calls as the policy says. Thread-safe. */
final class Retrier {

  /** What may be done again without harm. */
  enum Repeat {
    /** The call must be sent once: its body cannot be had again. */
    NEVER,
    /** A call that the server may have acted on must not be sent again. */
    UNLESS_SENT,
    /** Doing it twice is as good as doing it once. */
    ALWAYS
  }

  private static final int UNAVAILABLE = 503;

  private final RetryPolicy policy;
  private final Waiting waiting;
  private final DoubleSupplier random;

  /** The random numbers are from 0 to less than 1. */
  Retrier(RetryPolicy policy, Waiting waiting, DoubleSupplier random) {
    this.policy = policy;
    this.waiting = waiting;
    this.random = random;
  }

  <T> T call(Repeat repeat, Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (RestriperException e) {
        if (attempt >= policy.attempts() || !mayRepeat(repeat, e)) {
          throw e;
        }
        pause(delay(attempt, e), e);
      }
    }
  }

  /**
   * Lets time pass before a connection that is to last is made again, however often that was tried.
   *
   * @param failures how many there have been, from 1 on
   * @throws RestriperException the failure, if it does not go away by itself
   */
  void pauseBeforeReconnect(int failures, Duration atLeast, RestriperException failure) {
    boolean silent =
        failure instanceof RestriperConnectionException connection
            && connection.kind() == Kind.TIMED_OUT;
    if (!silent && !isTransient(failure)) {
      throw failure;
    }
    Duration delay = delay(failures, failure);
    pause(delay.compareTo(atLeast) > 0 ? delay : atLeast, failure);
  }

  /** Whether a failure is of the kind that goes away by itself. */
  static boolean isTransient(RestriperException failure) {
    if (failure instanceof RestriperConnectionException connection) {
      return connection.kind() == Kind.NOT_CONNECTED || connection.kind() == Kind.BROKEN;
    }
    if (failure instanceof RestriperProtocolException protocol) {
      return protocol.isTruncated() || protocol.status() == UNAVAILABLE;
    }
    return failure instanceof RestriperApiException api && api.status() == UNAVAILABLE;
  }

  /** Whether the server may have acted on a call that failed. */
  static boolean mayHaveActed(RestriperException failure) {
    if (failure instanceof RestriperConnectionException connection) {
      return connection.kind().sent();
    }
    return failure instanceof RestriperProtocolException protocol && protocol.isTruncated();
  }

  private static boolean mayRepeat(Repeat repeat, RestriperException failure) {
    return isTransient(failure)
        && (repeat == Repeat.ALWAYS || (repeat == Repeat.UNLESS_SENT && !mayHaveActed(failure)));
  }

  private Duration delay(int attempt, RestriperException failure) {
    long base = policy.baseDelay().toNanos();
    long max = policy.maxDelay().toNanos();
    // Beyond 2^30 the maximum holds for any base of a nanosecond or more that makes sense.
    long factor = 1L << Math.min(attempt - 1, 30);
    long limit = base > max / factor ? max : base * factor;
    Duration jittered = Duration.ofNanos((long) (limit * random.getAsDouble()));
    Duration asked = retryAfter(failure).orElse(Duration.ZERO);
    Duration bounded = min(asked, policy.maxRetryAfter());
    return jittered.compareTo(bounded) > 0 ? jittered : bounded;
  }

  private static Optional<Duration> retryAfter(RestriperException failure) {
    return failure instanceof RestriperApiException api ? api.retryAfter() : Optional.empty();
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void pause(Duration time, RestriperException failure) {
    try {
      if (!waiting.pause(time)) {
        throw new RestriperConnectionException(
            Kind.CLOSED, "The client was closed before the next attempt.", failure);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RestriperInterruptedException("Waiting for the next attempt was interrupted.", e);
    }
  }
}
