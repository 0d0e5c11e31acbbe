package io.restriper.client;

import io.restriper.client.call.ApiCalls;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperInterruptedException;
import io.restriper.client.error.RestriperTimeoutException;
import io.restriper.client.view.ClusterStatus;
import io.restriper.client.view.Views;
import io.restriper.model.api.RestriperApi;
import java.time.Duration;

/** Waits until the restriper has finished. Thread-safe. */
final class Finish {

  private final Connection connection;
  private final Waiting waiting;
  private final Duration interval;

  Finish(Connection connection, Waiting waiting, Duration interval) {
    this.connection = connection;
    this.waiting = waiting;
    this.interval = interval;
  }

  ClusterStatus await(Duration timeout) {
    long deadline = waiting.nanoTime() + timeout.toNanos();
    ClusterStatus last = null;
    while (true) {
      RestriperException failure = null;
      Duration left = Duration.ofNanos(deadline - waiting.nanoTime());
      try {
        last = look(left);
        if (last.isFinished()) {
          return last;
        }
      } catch (RestriperException e) {
        // A server that restarts comes back; one that refuses the token does not think better.
        if (!Retrier.isTransient(e) && !isTimeout(e)) {
          throw e;
        }
        failure = e;
      }
      left = Duration.ofNanos(deadline - waiting.nanoTime());
      if (left.isNegative() || left.isZero()) {
        throw new RestriperTimeoutException(message(timeout, last, failure), last, failure);
      }
      pause(left.compareTo(interval) < 0 ? left : interval);
    }
  }

  private ClusterStatus look(Duration left) {
    Duration least = Duration.ofMillis(100);
    Duration time = left.compareTo(least) < 0 ? least : left;
    Duration bounded = time.compareTo(connection.timeout()) < 0 ? time : connection.timeout();
    return Views.status(
        Json.object(
            connection.json(
                ApiCalls.of(RestriperApi.class, RestriperApi::getRestriperStatus), bounded)));
  }

  private void pause(Duration time) {
    try {
      if (!waiting.pause(time)) {
        throw new RestriperConnectionException(
            Kind.CLOSED, "The client was closed while waiting for the restriper.", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RestriperInterruptedException("Waiting for the restriper was interrupted.", e);
    }
  }

  private static boolean isTimeout(RestriperException failure) {
    return failure instanceof RestriperConnectionException connection
        && connection.kind() == Kind.TIMED_OUT;
  }

  private static String message(Duration timeout, ClusterStatus last, RestriperException failure) {
    String start = "The restriper was not known to have finished within " + timeout;
    if (last == null) {
      return start + ": no status could be read.";
    }
    return start
        + (failure == null ? ": its state is " : ": the last status that could be read is ")
        + last.state()
        + ", phase "
        + last.phase()
        + ".";
  }
}
