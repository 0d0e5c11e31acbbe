package io.restriper.engine.local.io;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.Patience;
import io.restriper.engine.setup.Threads;
import io.restriper.engine.setup.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The input and output of a drive, on threads of its own, so that a drive which takes its time
 * holds up nobody but those who need it, and one which never answers holds them up for a bounded
 * time only. Thread-safe.
 *
 * <p>When an operation takes longer than {@link Patience#hangs}, the drive counts as one that
 * hangs: whoever waits for it is told so by a {@link NoAnswerException}, and nothing more is asked
 * of it. What was under way goes no further than to the end of the operation that it is in. Only
 * when all of it has come to its end, {@link #stillHangs} says that the drive can be asked again:
 * so nothing that somebody has given up is ever done to a drive that is in use.
 */
public final class DriveIo {
  /** More threads a drive gain nothing: an fsync each is what there is to overlap. */
  private static final int TRANSFERS = 4;

  private static final long POLL_MILLIS = 200;

  /** A drive hangs only if it was watched about so many times meanwhile. */
  private static final int LEAST_TICKS = 10;

  private final String words;
  private final Patience patience;
  private final DriveFiles files;
  private final Workers transfers;
  private final Workers upkeep;
  private final Steps steps;
  private final Set<Job<?>> jobs = new HashSet<>();
  private volatile boolean hangs;
  private volatile String detail = "";

  /**
   * @param thread begins the names of the threads
   * @param words for the drive in sentences, such as "The drive at /disks/a"
   * @param files of the drive
   * @param runtime has threads, a clock, and patience
   */
  public DriveIo(String thread, String words, DriveFiles files, EngineRuntime runtime) {
    Threads threads = runtime.threads();
    this.words = words;
    this.patience = runtime.patience();
    this.steps = new Steps(runtime.nanos(), longestTick(runtime));
    this.files = new WatchedFiles(files, this::step);
    this.transfers = threads.helpers(thread, TRANSFERS);
    this.upkeep = threads.helpers("upkeep-of-" + thread, Threads.UNBOUNDED);
  }

  /** Somewhat longer than from one look to the next, so that a look that is late counts whole. */
  private static Duration longestTick(EngineRuntime runtime) {
    Duration tenth = runtime.patience().hangs().dividedBy(LEAST_TICKS);
    Duration looks = runtime.lookInterval().multipliedBy(2);
    return tenth.compareTo(looks) > 0 ? tenth : looks;
  }

  /** A piece of input or output. */
  @FunctionalInterface
  public interface Io<T> {
    T run() throws IOException;
  }

  private static final class Job<T> {
    private final Io<T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private boolean running;

    Job(Io<T> work) {
      this.work = work;
    }
  }

  /** The file operations; to be used by what is given to the methods below, and nowhere else. */
  public DriveFiles files() {
    return files;
  }

  /** Reads or writes for users and tasks; the future fails with what the work throws. */
  public <T> CompletableFuture<T> submit(Io<T> work) {
    return begin(transfers, work);
  }

  /** Has something looked at or looked after; the future fails with what the work throws. */
  public <T> CompletableFuture<T> start(Io<T> work) {
    return begin(upkeep, work);
  }

  /**
   * The same, and waits for it.
   *
   * @throws NoAnswerException if the drive does not answer
   * @throws IOException what the work throws
   */
  public <T> T call(Io<T> work) throws IOException {
    return await(start(work));
  }

  /**
   * Waits for something that was begun here; watches the drive meanwhile.
   *
   * @throws NoAnswerException if the drive does not answer
   * @throws IOException what the work threw
   */
  public <T> T await(CompletableFuture<T> begun) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return begun.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          giveUpIfItHangs();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw asThrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException asThrown(Throwable cause) {
    if (cause instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private <T> CompletableFuture<T> begin(Workers workers, Io<T> work) {
    Job<T> job = new Job<>(work);
    synchronized (this) {
      if (hangs) {
        return CompletableFuture.failedFuture(noAnswer());
      }
      jobs.add(job);
    }
    try {
      workers.execute(() -> run(job));
    } catch (RejectedExecutionException e) {
      ended(job);
      job.result.completeExceptionally(new IOException(words + " is out of use."));
    }
    return job.result;
  }

  private <T> void run(Job<T> job) {
    synchronized (this) {
      // Given up before its turn came.
      if (job.result.isDone()) {
        return;
      }
      job.running = true;
    }
    try {
      T value = job.work.run();
      ended(job);
      job.result.complete(value);
    } catch (IOException | RuntimeException | Error e) {
      ended(job);
      job.result.completeExceptionally(e);
    }
  }

  private synchronized void ended(Job<?> job) {
    jobs.remove(job);
  }

  /** Does something that may take the drive long and is none of the {@link #files} operations. */
  public <T> T step(String operation, String name, Io<T> io) throws IOException {
    Steps.Step step = steps.begin(operation, name);
    try {
      requireAnswers();
      return io.run();
    } finally {
      steps.end(step);
    }
  }

  /**
   * Passes unless the drive hangs.
   *
   * @throws NoAnswerException if it does
   */
  public void requireAnswers() throws NoAnswerException {
    if (hangs) {
      throw noAnswer();
    }
  }

  private NoAnswerException noAnswer() {
    return new NoAnswerException(detail);
  }

  /** Why the drive counts as slow at this instant, in a sentence; empty if it does not. */
  public Optional<String> slow() {
    return longWait()
        .map(
            wait ->
                String.format(
                    "%s is slow: to %s takes it more than %d seconds.",
                    words, wait.step().words(), wait.time().toSeconds()));
  }

  /** Whether the drive counts as slow or hangs at this instant. */
  public boolean isSlow() {
    return hangs || longWait().isPresent();
  }

  private Optional<Steps.Wait> longWait() {
    return steps.longest().filter(wait -> wait.time().compareTo(patience.slow()) >= 0);
  }

  /**
   * Whether an operation has taken so long that {@link #giveUpIfItHangs} would do something. Time
   * counts only if this is asked again and again.
   */
  public boolean isOverdue() {
    steps.tick();
    return !hangs && overdue().isPresent();
  }

  private Optional<Steps.Wait> overdue() {
    return steps.longest().filter(wait -> wait.time().compareTo(patience.hangs()) >= 0);
  }

  /** Gives up a drive that does not answer; all who wait for it go on. */
  public void giveUpIfItHangs() {
    steps.tick();
    Optional<Steps.Wait> wait = overdue();
    if (wait.isPresent()) {
      giveUp(
          String.format(
              "%s does not answer: to %s takes it more than %d seconds. Check the disk and what it"
                  + " is connected by. The drive is used again when it has answered.",
              words, wait.get().step().words(), patience.hangs().toSeconds()));
    }
  }

  /** Lets nothing that is still under way go further, for whatever reason. */
  public void giveUp(String why) {
    List<Job<?>> abandoned;
    synchronized (this) {
      if (hangs) {
        return;
      }
      detail = why;
      hangs = true;
      abandoned = new ArrayList<>(jobs);
      jobs.removeIf(job -> !job.running);
    }
    abandoned.forEach(job -> job.result.completeExceptionally(noAnswer()));
  }

  /**
   * Whether the drive hangs, or something that was given up has not come to its end; if neither, it
   * can be asked again.
   *
   * @return why, in a sentence; empty if it can be asked
   */
  public synchronized Optional<String> stillHangs() {
    if (hangs && jobs.isEmpty() && steps.longest().isEmpty()) {
      hangs = false;
    }
    return hangs ? Optional.of(detail) : Optional.empty();
  }

  /** Takes no more of {@link #submit}; what was begun is still done. */
  public void close() {
    transfers.stop();
  }

  /**
   * Waits until all is done after {@link #close}; what is not done by then gets no further. What
   * hangs is not waited for.
   *
   * @return false if the time was over before
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    upkeep.stop();
    boolean ended = transfers.awaitEnd(hangs ? Duration.ZERO : limit);
    if (!ended) {
      giveUp(words + " is out of use.");
    }
    return ended;
  }
}
