package io.restriper.engine.sim.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Decides who goes on and what time it is. Strands are threads of the machine, but one at a time
 * has the baton and runs until it waits, ends, or comes to a {@link #point}; who gets the baton
 * then is decided by a seed. Time stands still while anybody can run, but for what the drives take,
 * and jumps to the next timer when all wait. So a run is the same each time.
 *
 * <p>Used by whoever has the baton; the thread that made it is the driver and has it first.
 */
public final class Scheduler {
  private static final ExecutorService CARRIERS =
      Executors.newCachedThreadPool(
          body -> {
            Thread thread = new Thread(body, "strand");
            thread.setDaemon(true);
            return thread;
          });

  private static final long NEVER = Long.MAX_VALUE;

  private final List<Strand> ready = new ArrayList<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
  private final Strand driver;
  private Random random = new Random(0);
  private Runnable watch = () -> {};
  private Strand current;
  private Strand alone;
  private BooleanSupplier until = () -> true;
  private long deadline;
  private long now;
  private long timersMade;
  private long switches;
  private long digest;
  private int oneIn;

  /** The thread that calls this is the driver. */
  public Scheduler() {
    this.driver = new Strand(new SimProcess(this), "driver", () -> {});
    this.current = driver;
  }

  private record Timer(long at, long number, Runnable fire) {}

  /** What happened when the driver has the baton again. */
  public enum End {
    /** What it waited for. */
    REACHED,
    /** The time was over. */
    TIME_OVER
  }

  /** Nanoseconds since the simulation began. */
  public long now() {
    return now;
  }

  /** How often the baton went to another strand. */
  public long switches() {
    return switches;
  }

  /** Differs if anything went differently. */
  public long digest() {
    return digest;
  }

  /** Takes all decisions from here on by a seed. */
  public void reseed(long seed) {
    random = new Random(seed);
  }

  /**
   * The source of all decisions.
   *
   * @return the same for everybody, until {@link #reseed}
   */
  public Random random() {
    return random;
  }

  /** How often the baton changes at a point: one time in so many; never if 0. */
  public void changeOneIn(int points) {
    oneIn = points;
  }

  /** Called whenever somebody waits or the baton changes. */
  public void watch(Runnable watcher) {
    watch = watcher;
  }

  /** Starts a strand. */
  public Strand start(SimProcess process, String name, Runnable body) {
    Strand strand = new Strand(process, name, body);
    process.add(strand);
    ready.add(strand);
    return strand;
  }

  /** Lets others run, as the driver, until a condition holds or a time is over. */
  public End run(BooleanSupplier condition, long nanos) {
    until = condition;
    deadline = now + nanos;
    leave(driver);
    boolean reached = condition.getAsBoolean();
    return reached ? End.REACHED : End.TIME_OVER;
  }

  /**
   * Lets only one strand run, as the driver, until it ends; the others only if it waits for one.
   */
  public void runAlone(Strand strand) {
    alone = strand;
    until = strand::done;
    deadline = NEVER;
    leave(driver);
    alone = null;
    if (!strand.done()) {
      throw new IllegalStateException(strand + " waits for something that will never happen");
    }
  }

  /** Something happens that takes time, and others may go on meanwhile. */
  public void point(int what, long nanos) {
    if (current == driver) {
      return;
    }
    now += nanos;
    note(what);
    if (current != alone && oneIn > 0 && random.nextInt(oneIn) == 0) {
      ready.add(current);
      leave(current);
    }
  }

  /** Lets others go on, the driver too if what it waits for has happened. */
  public void giveWay() {
    if (current != driver && current != alone) {
      ready.add(current);
      leave(current);
    }
  }

  /** Lets the strand wait for a while. */
  public void sleep(long nanos) {
    if (current != driver && current != alone) {
      Strand me = current;
      at(now + nanos, () -> makeReady(me));
      leave(me);
    }
  }

  boolean isDriver() {
    return current == driver;
  }

  Strand current() {
    return current;
  }

  void makeReady(Strand strand) {
    if (strand.process.alive()) {
      ready.add(strand);
    }
  }

  void at(long instant, Runnable fire) {
    timers.add(new Timer(instant, timersMade++, fire));
  }

  /** Gives the baton away; returns when it is back. */
  void leave(Strand me) {
    if (!me.done()) {
      me.process.requireAlive();
    }
    watch.run();
    Strand next = choose();
    if (next != me) {
      switches++;
      current = next;
      hand(next);
      if (!me.done()) {
        me.baton.acquireUninterruptibly();
      }
    }
    if (!me.done()) {
      me.process.requireAlive();
    }
  }

  private void hand(Strand next) {
    if (next != driver && next.begin()) {
      CARRIERS.execute(
          () -> {
            next.run();
            leave(next);
          });
    } else {
      next.baton.release();
    }
  }

  private Strand choose() {
    while (true) {
      if (until.getAsBoolean() || now >= deadline) {
        return driver;
      }
      while (!timers.isEmpty() && timers.peek().at <= now) {
        timers.poll().fire.run();
      }
      if (alone != null && ready.remove(alone)) {
        return alone;
      }
      if (!ready.isEmpty()) {
        int index = random.nextInt(ready.size());
        note(index);
        return ready.remove(index);
      }
      if (timers.isEmpty() || timers.peek().at > deadline) {
        now = deadline == NEVER ? now : deadline;
        return driver;
      }
      now = timers.peek().at;
    }
  }

  private void note(int what) {
    digest = digest * 31 + what;
  }

  /** Unwinds what is left of a process that was killed. The driver calls this. */
  void reap(SimProcess process) {
    for (Strand strand : process.strands()) {
      ready.remove(strand);
      if (!strand.done() && !strand.begin()) {
        current = strand;
        until = () -> true;
        strand.baton.release();
        driver.baton.acquireUninterruptibly();
      }
    }
    current = driver;
  }
}
