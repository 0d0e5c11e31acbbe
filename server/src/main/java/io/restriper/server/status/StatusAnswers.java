package io.restriper.server.status;

import io.restriper.engine.restripe.RestriperStatus;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The body of the status, made anew only when the status is another one: as long as no run is going
 * on that is seldom. Thread-safe.
 */
public final class StatusAnswers {
  private final Supplier<RestriperStatus> status;
  private final Function<RestriperStatus, byte[]> json;
  private volatile Made latest;

  private record Made(RestriperStatus status, byte[] body) {}

  /**
   * The answers of a server.
   *
   * @param status asked for each answer; must not wait
   * @param json writes the body
   */
  public StatusAnswers(Supplier<RestriperStatus> status, Function<RestriperStatus, byte[]> json) {
    this.status = status;
    this.json = json;
  }

  /** The body for the status at this instant; not to be changed. */
  byte[] body() {
    RestriperStatus now = status.get();
    Made made = latest;
    if (made == null || !made.status().equals(now)) {
      made = new Made(now, json.apply(now));
      latest = made;
    }
    return made.body();
  }
}
