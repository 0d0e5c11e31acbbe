package io.restriper.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at the status all the time, and fails if it ever says what cannot be. */
final class StatusWatch {
  private static final double NANOS = 1e9;

  private final EngineFixture fixture;

  StatusWatch(EngineFixture fixture) {
    this.fixture = fixture;
  }

  void watch(AtomicBoolean over) {
    RestriperStatus last = fixture.status();
    long lastAsked = System.nanoTime();
    while (!over.get()) {
      long asked = System.nanoTime();
      RestriperStatus status = fixture.status();
      boolean running = status.state() == RunState.RUNNING;
      assertThat(status.phase().isPresent()).isEqualTo(running);
      assertThat(status.blockedReason().isEmpty() || status.state() == RunState.FINISHED).isTrue();
      assertThat(last.state() != RunState.NOT_STARTED && status.state() == RunState.NOT_STARTED)
          .isFalse();
      double begun = System.nanoTime() - status.elapsedSeconds() * NANOS;
      // A phase that began before the last look is the one that was seen then.
      if (running && last.phase().equals(status.phase()) && begun < lastAsked) {
        assertThat(status.percentComplete()).isGreaterThanOrEqualTo(last.percentComplete());
      }
      last = status;
      lastAsked = asked;
      Thread.yield();
    }
  }
}
