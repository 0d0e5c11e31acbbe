package io.restriper.client;

import java.time.Duration;

/**
 * When a call that can be repeated is repeated: after a failure to connect, a connection that broke
 * off, and status 503. The wait before attempt n+1 is a random time between 0 and {@code baseDelay}
 * times 2^(n-1), {@code maxDelay} at most ("full jitter"), and no less than what the server asks
 * for in {@code Retry-After}, as far as {@code maxRetryAfter} goes.
 *
 * @param attempts how often a call is tried in all, from 1 on
 * @param baseDelay longest wait before the second attempt, not negative
 * @param maxDelay longest wait before any attempt, no less than {@code baseDelay}
 * @param maxRetryAfter longest wait that a server may ask for, not negative
 */
public record RetryPolicy(
    int attempts, Duration baseDelay, Duration maxDelay, Duration maxRetryAfter) {

  /**
   * Checks the values.
   *
   * @param attempts how often a call is tried in all, from 1 on
   * @param baseDelay longest wait before the second attempt, not negative
   * @param maxDelay longest wait before any attempt, no less than {@code baseDelay}
   * @param maxRetryAfter longest wait that a server may ask for, not negative
   * @throws IllegalArgumentException if one is out of its range
   */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is 1 or more, not " + attempts + ".");
    }
    if (baseDelay.isNegative() || maxRetryAfter.isNegative() || maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException(
          "Delays are not negative, and maxDelay is no less than baseDelay.");
    }
  }

  /**
   * What a client does if told nothing else: 4 attempts, up to 100 ms before the second, up to 5 s
   * before any, up to 30 s if the server asks for it.
   *
   * @return the policy
   */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        4, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /**
   * Every call is tried once.
   *
   * @return the policy
   */
  public static RetryPolicy none() {
    return new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }
}
