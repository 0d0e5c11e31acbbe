package io.restriper.engine.hang;

import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.local.drive.FaultyDriveFiles.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;

/**
 * A clock that goes on in seconds, and no faster than the healthy drives answer: so on a machine
 * that is slow none of them is taken for one that hangs.
 */
public final class PassingTime implements LongSupplier {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Less than what counts at most of the time between two looks. */
  static final Duration STEP = Duration.ofMillis(2500);

  private final AtomicLong ahead = new AtomicLong();

  @Override
  public long getAsLong() {
    return System.nanoTime() + ahead.get();
  }

  /** Stands still, as a process that was stopped, and finds itself later. */
  public void jump(Duration duration) {
    ahead.addAndGet(duration.toNanos());
  }

  /** Lets time pass until something is so. */
  public void until(EngineFixture fixture, int drives, BooleanSupplier condition) {
    looking()
        .until(
            () -> {
              if (condition.getAsBoolean()) {
                return true;
              }
              jump(STEP);
              Map<Integer, Long> before = allLooks(fixture, drives);
              looking()
                  .until(
                      () ->
                          condition.getAsBoolean()
                              || before.keySet().stream()
                                  .allMatch(
                                      drive ->
                                          looks(fixture, drive) > before.get(drive)
                                              || fixture.faulty(drive).hanging() > 0));
              return condition.getAsBoolean();
            });
  }

  /** Lets time pass until something has come to its end. */
  public <T> T until(EngineFixture fixture, int drives, CompletableFuture<T> done) {
    until(fixture, drives, done::isDone);
    return done.join();
  }

  private static ConditionFactory looking() {
    return await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
  }

  /** How often the drives on which nothing hangs were looked at. */
  private static Map<Integer, Long> allLooks(EngineFixture fixture, int drives) {
    return IntStream.rangeClosed(1, drives)
        .boxed()
        .filter(drive -> fixture.faulty(drive).hanging() == 0)
        .collect(Collectors.toMap(drive -> drive, drive -> looks(fixture, drive)));
  }

  private static long looks(EngineFixture fixture, int drive) {
    return fixture.faulty(drive).operations(Operation.SPACE);
  }
}
