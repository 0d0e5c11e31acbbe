package io.restriper.cli.wait;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.Outage;
import io.restriper.cli.base.Ticker;
import io.restriper.cli.cluster.Facts;
import io.restriper.cli.cluster.Risk;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperException;
import io.restriper.client.view.ClusterStatus;
import io.restriper.model.RestriperState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits until the restriper has finished. Not thread-safe. */
final class Waiter {
  private final RestriperClient client;
  private final Ticker ticker;
  private final Patience patience;
  private final boolean acceptNotStarted;
  private final Consumer<String> remark;

  private ClusterStatus last;
  private RestriperException outage;
  private long contact;
  private Optional<Long> finishedSince = Optional.empty();

  /**
   * Waits for a server.
   *
   * @param acceptNotStarted whether a cluster without any run counts as finished, if it is safe
   * @param remark is told what keeps it waiting
   */
  Waiter(
      RestriperClient client,
      Ticker ticker,
      Patience patience,
      boolean acceptNotStarted,
      Consumer<String> remark) {
    this.client = client;
    this.ticker = ticker;
    this.patience = patience;
    this.acceptNotStarted = acceptNotStarted;
    this.remark = remark;
  }

  /**
   * Waits.
   *
   * @throws RestriperException if the server cannot be reached for too long, or refuses to answer
   */
  Outcome await() {
    long began = ticker.nanoTime();
    contact = began;
    while (true) {
      look();
      Optional<Outcome> outcome = outage == null ? judge() : Optional.empty();
      if (outcome.isPresent()) {
        return outcome.get();
      }
      long now = ticker.nanoTime();
      long left = patience.timeout().toNanos() - (now - began);
      if (left <= 0 || isOver(contact, now)) {
        return late();
      }
      pause(Math.min(left, patience.interval().toNanos()));
    }
  }

  private boolean isOver(long since, long now) {
    return outage != null && now - since >= patience.unreachable().toNanos();
  }

  private void look() {
    try {
      ClusterStatus before = last;
      last = Facts.status(client);
      contact = ticker.nanoTime();
      outage = null;
      boolean first = before == null || !before.state().equals(last.state());
      if (first && last.state().is(RestriperState.NOT_STARTED) && !acceptNotStarted) {
        remark.accept(
            "The restriper has had no run yet; this waits until one has finished, unless"
                + " --accept-not-started is given.");
      }
    } catch (RestriperException e) {
      if (!Outage.is(e)) {
        throw e;
      }
      if (outage == null) {
        remark.accept("The server is out of reach and is tried again: " + e.getMessage());
      }
      outage = e;
    }
  }

  private Optional<Outcome> judge() {
    boolean safe = Risk.of(last) == Risk.PROTECTED;
    if (!last.isFinished()) {
      finishedSince = Optional.empty();
      boolean idle = acceptNotStarted && last.state().is(RestriperState.NOT_STARTED);
      return idle && safe ? end(Outcome.Kind.PROTECTED) : Optional.empty();
    }
    if (last.isBlocked()) {
      return end(Outcome.Kind.BLOCKED);
    }
    if (safe) {
      return end(Outcome.Kind.PROTECTED);
    }
    long now = ticker.nanoTime();
    finishedSince = finishedSince.or(() -> Optional.of(now));
    return now - finishedSince.get() >= patience.settle().toNanos()
        ? end(Outcome.Kind.AT_RISK)
        : Optional.empty();
  }

  private Optional<Outcome> end(Outcome.Kind kind) {
    return Optional.of(new Outcome(kind, last));
  }

  /** The time is over: what is said of it depends on what was known last. */
  private Outcome late() {
    if (outage != null) {
      throw outage;
    }
    return new Outcome(last.isFinished() ? Outcome.Kind.AT_RISK : Outcome.Kind.TIMED_OUT, last);
  }

  private void pause(long nanos) {
    try {
      if (!ticker.pause(Duration.ofNanos(nanos))) {
        throw CliException.failed("Waiting was broken off.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.failed("Waiting was interrupted.");
    }
  }
}
