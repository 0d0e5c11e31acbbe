package io.restriper.engine.event;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The latest events, in memory, and a place to wait for more. Thread-safe. Whoever publishes waits
 * for no reader: a reader that is slower than the events misses some, and is told so.
 */
public final class EventLog {
  /** How many events are kept, unless something else is asked for. */
  public static final int CAPACITY = 1000;

  /** Bounds the time for which a reader holds the lock. */
  private static final int MOST_AT_ONCE = 100;

  private static final long PACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Clock clock;
  private final LongSupplier nanos;
  private final RestriperEvent[] ring;
  private final long epoch;

  /** How many events there have been. */
  private long count;

  /** What waits for its time; null if nothing does. */
  private Happening paced;

  private long lastPaced;

  /** A log of the usual capacity; see {@link #EventLog(Clock, LongSupplier, int)}. */
  public EventLog(Clock clock, LongSupplier nanos) {
    this(clock, nanos, CAPACITY);
  }

  /**
   * An empty log.
   *
   * @param clock for the times of events, and to tell this log from an earlier process's
   * @param nanos a ticker that never goes back, in nanoseconds, such as {@link System#nanoTime}
   * @param capacity how many events are kept, 1 or more
   */
  public EventLog(Clock clock, LongSupplier nanos, int capacity) {
    this.clock = clock;
    this.nanos = nanos;
    this.ring = new RestriperEvent[capacity];
    this.epoch = Math.max(0, clock.millis());
    this.lastPaced = nanos.getAsLong() - PACE_NANOS;
  }

  /** Records an event and wakes those who wait. */
  public void publish(Happening what) {
    lock.lock();
    try {
      add(what);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records an event of a kind that comes often, at once if a second has passed since the last one
   * of that kind, else when it has passed and somebody reads, unless a later one took its place.
   */
  void publishPaced(Happening what) {
    lock.lock();
    try {
      paced = what;
      addPacedIfDue();
      // Readers that wait have to learn how long they may.
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Records an event that makes what waits for its time obsolete; the next second begins here. */
  void publishInstead(Happening what) {
    lock.lock();
    try {
      paced = null;
      lastPaced = nanos.getAsLong();
      add(what);
    } finally {
      lock.unlock();
    }
  }

  /** The place of the latest event, or the one before the first. */
  public EventId latest() {
    lock.lock();
    try {
      return new EventId(epoch, count);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A reader of the events after a place.
   *
   * @param after the place, which may be one that this log does not know: a gap is told then
   */
  public EventReader reader(EventId after) {
    return new EventReader(this, after);
  }

  EventBatch await(EventReader reader, Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (!reader.closed()) {
        addPacedIfDue();
        EventBatch batch = after(reader.place());
        if (batch.gap() || !batch.events().isEmpty()) {
          return batch;
        }
        if (left <= 0) {
          break;
        }
        long wait = paced == null ? left : Math.min(left, pacedDueIn());
        left -= wait - changed.awaitNanos(wait);
      }
      return EventBatch.NOTHING;
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private EventBatch after(EventId place) {
    long oldest = Math.max(0, count - ring.length);
    boolean known =
        place.epoch() == epoch && place.sequence() >= oldest && place.sequence() <= count;
    if (!known) {
      return new EventBatch(true, List.of());
    }
    List<RestriperEvent> events = new ArrayList<>();
    long end = Math.min(count, place.sequence() + MOST_AT_ONCE);
    for (long sequence = place.sequence() + 1; sequence <= end; sequence++) {
      events.add(ring[index(sequence)]);
    }
    return new EventBatch(false, events);
  }

  private void add(Happening what) {
    count++;
    ring[index(count)] = new RestriperEvent(new EventId(epoch, count), clock.instant(), what);
    changed.signalAll();
  }

  private void addPacedIfDue() {
    if (paced != null && pacedDueIn() <= 0) {
      Happening due = paced;
      paced = null;
      lastPaced = nanos.getAsLong();
      add(due);
    }
  }

  private long pacedDueIn() {
    return PACE_NANOS - (nanos.getAsLong() - lastPaced);
  }

  private int index(long sequence) {
    return (int) (sequence % ring.length);
  }
}
