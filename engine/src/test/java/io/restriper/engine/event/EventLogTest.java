package io.restriper.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final EventLog log = new EventLog(Clock.fixed(NOW, ZoneOffset.UTC), nanos::get, 4);

  @Test
  void givesEventsInOrderUnderIdsThatGoUp() throws InterruptedException {
    EventReader reader = log.reader(log.latest());
    log.publish(event("a"));
    log.publish(event("b"));

    EventBatch batch = reader.await(Duration.ZERO);

    assertThat(batch.gap()).isFalse();
    long epoch = NOW.toEpochMilli();
    assertThat(batch.events())
        .containsExactly(
            new RestriperEvent(new EventId(epoch, 1), NOW, event("a")),
            new RestriperEvent(new EventId(epoch, 2), NOW, event("b")));
    assertThat(reader.await(Duration.ZERO)).isEqualTo(EventBatch.NOTHING);
  }

  @Test
  void goesOnAfterAnyEventThatIsStillThere() throws InterruptedException {
    EventId start = log.latest();
    for (int i = 1; i <= 4; i++) {
      log.publish(event("" + i));
    }
    for (int seen = 0; seen <= 4; seen++) {
      EventReader reader = log.reader(new EventId(start.epoch(), seen));
      assertThat(reader.await(Duration.ZERO).events()).hasSize(4 - seen);
    }
  }

  @Test
  void tellsOfAGapWhenAnEventHasBeenForgottenAndGoesOnAtTheLatest() throws InterruptedException {
    EventReader slow = log.reader(log.latest());
    for (int i = 1; i <= 5; i++) {
      log.publish(event("" + i));
    }
    assertThat(slow.await(Duration.ZERO)).isEqualTo(new EventBatch(true, List.of()));
    assertThat(slow.place()).isEqualTo(log.latest());
    log.publish(event("6"));
    assertThat(subjects(slow.await(Duration.ZERO))).containsExactly("6");
  }

  @Test
  void tellsOfAGapToWhoComesFromAnotherProcessOrFromTheFuture() throws InterruptedException {
    EventId here = log.latest();
    for (EventId foreign :
        List.of(
            new EventId(here.epoch() - 1, 0),
            new EventId(here.epoch() + 1, 0),
            new EventId(here.epoch(), 1))) {
      assertThat(log.reader(foreign).await(Duration.ZERO).gap()).isTrue();
    }
  }

  @Test
  void wakesWhoWaits() {
    EventReader reader = log.reader(log.latest());
    CompletableFuture<EventBatch> waiting = waitOn(reader);
    log.publish(event("a"));
    await().atMost(LONG).until(waiting::isDone);
    assertThat(subjects(waiting.join())).containsExactly("a");
  }

  @Test
  void closingEndsAWait() {
    EventReader reader = log.reader(log.latest());
    CompletableFuture<EventBatch> waiting = waitOn(reader);
    reader.close();
    await().atMost(LONG).until(waiting::isDone);
    assertThat(waiting.join()).isEqualTo(EventBatch.NOTHING);
    assertThat(reader.closed()).isTrue();
  }

  @Test
  void whatIsPacedComesOnceASecondAndTheLatestOfIt() throws InterruptedException {
    EventReader reader = log.reader(log.latest());
    log.publishPaced(event("1"));
    log.publishPaced(event("2"));
    log.publishPaced(event("3"));
    assertThat(subjects(reader.await(Duration.ZERO))).containsExactly("1");
    nanos.addAndGet(999_999_999);
    assertThat(subjects(reader.await(Duration.ZERO))).isEmpty();
    nanos.addAndGet(1);
    assertThat(subjects(reader.await(Duration.ZERO))).containsExactly("3");
    assertThat(subjects(reader.await(Duration.ZERO))).isEmpty();
  }

  @Test
  void whatIsPacedIsDroppedWhenSomethingTakesItsPlace() throws InterruptedException {
    EventReader reader = log.reader(log.latest());
    log.publishPaced(event("1"));
    log.publishPaced(event("2"));
    log.publishInstead(event("next phase"));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(subjects(reader.await(Duration.ZERO))).containsExactly("1", "next phase");
  }

  @Test
  void manyWritersLoseNothingThatFits() throws InterruptedException {
    EventLog large = new EventLog(Clock.systemUTC(), System::nanoTime, 1000);
    EventReader reader = large.reader(large.latest());
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 10; writer++) {
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 100; i++) {
                  large.publish(event("" + i));
                }
              }));
    }
    List<Long> seen = new ArrayList<>();
    while (seen.size() < 1000) {
      EventBatch batch = reader.await(LONG);
      assertThat(batch.events()).isNotEmpty();
      batch.events().forEach(event -> seen.add(event.id().sequence()));
    }
    writers.forEach(CompletableFuture::join);
    for (int i = 0; i < 1000; i++) {
      assertThat(seen.get(i)).isEqualTo(i + 1);
    }
  }

  @Test
  void anIdReadsBackAsItWasWritten() {
    EventId id = new EventId(1_795_478_400_000L, 17);
    assertThat(EventId.parse(id.toString())).contains(id);
    for (String nonsense : List.of("", "1", "-1-2", "1-2-3", "a-b", "1-9999999999999999999")) {
      assertThat(EventId.parse(nonsense)).as(nonsense).isEqualTo(Optional.empty());
    }
  }

  private static CompletableFuture<EventBatch> waitOn(EventReader reader) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return reader.await(LONG);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Happening event(String subject) {
    return Happening.driveLost(subject, "");
  }

  private static List<String> subjects(EventBatch batch) {
    return batch.events().stream().map(event -> event.what().subject()).toList();
  }
}
