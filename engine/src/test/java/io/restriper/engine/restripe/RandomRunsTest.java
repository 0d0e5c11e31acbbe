package io.restriper.engine.restripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.report.PhaseProgress;
import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.TaskOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens, the status keeps what design.md promises. */
class RandomRunsTest {
  private static final Phase[] PHASES = Phase.values();

  private final FakeVolume volume = new FakeVolume();
  private final AtomicBoolean calm = new AtomicBoolean();

  /** Reads the status over and over and checks each against the one before. */
  private static final class Sampler implements Runnable {
    private final Rig rig;
    final AtomicBoolean stop = new AtomicBoolean();
    final AtomicLong samples = new AtomicLong();
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Snapshot before = Snapshot.NOT_STARTED;

    Sampler(Rig rig) {
      this.rig = rig;
    }

    @Override
    public void run() {
      try {
        while (!stop.get()) {
          check(rig.restriper.snapshot());
          samples.incrementAndGet();
        }
      } catch (Throwable e) {
        failure.set(e);
      }
    }

    private void check(Snapshot now) {
      PhaseProgress progress = now.progress();
      RestriperStatus status = now.status(rig.ticker.getAsLong(), true, Rig.NODE);
      assertThat(status.estimatedSecondsLeft()).isFinite();
      assertThat(status.percentComplete() == 100)
          .isEqualTo(status.phase().isPresent() && isComplete(progress));
      if (isSamePhase(now, before)) {
        assertThat(status.percentComplete())
            .isGreaterThanOrEqualTo(before.progress().percentComplete());
        assertThat(progress.total()).isEqualTo(before.progress().total());
      }
      before = now;
    }

    /** No two phases begin at the same instant of the ticker. */
    private boolean isSamePhase(Snapshot now, Snapshot earlier) {
      long nanos = rig.ticker.getAsLong();
      return now.phase().isPresent()
          && now.phase().equals(earlier.phase())
          && now.estimator().elapsedSeconds(nanos) == earlier.estimator().elapsedSeconds(nanos);
    }

    private static boolean isComplete(PhaseProgress progress) {
      return progress.total().stripes() > 0 && progress.done().equals(progress.total());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everySnapshotKeepsThePromises(long seed) throws Exception {
    Random random = new Random(seed);
    volume.otherwise = this::unsteady;
    try (Rig rig = Rig.of(volume).start()) {
      Sampler sampler = new Sampler(rig);
      Thread sampling = new Thread(sampler, "sampler");
      sampling.start();
      for (int step = 0; step < 300; step++) {
        volume.add(PHASES[1 + random.nextInt(PHASES.length - 1)], random.nextInt(1000));
        if (random.nextInt(5) == 0) {
          volume.change("step " + step);
        }
        rig.advance(Duration.ofMillis(random.nextInt(300)));
        Thread.yield();
      }
      calm.set(true);
      volume.change("the end");
      rig.advanceUntil(
          Duration.ofSeconds(1),
          () -> rig.status().state() == RunState.FINISHED && volume.isIdle());
      long seen = sampler.samples.get();
      Rig.awaitUntil(() -> sampler.samples.get() > seen || sampler.failure.get() != null);
      sampler.stop.set(true);
      sampling.join();
      assertThat(sampler.failure.get()).isNull();
      assertThat(rig.status().blockedReason()).isEmpty();
      assertThat(rig.log.last().orElseThrow().finished()).isTrue();
    }
  }

  /** Ends in every way there is, by the task's ID, until it is calm. */
  private TaskOutcome unsteady(Task task) throws IOException {
    if (calm.get()) {
      return new TaskOutcome.Done();
    }
    switch ((int) (task.id() % 11)) {
      case 0:
        return new TaskOutcome.NotNow(
            new Blocked(BlockedCode.NOT_ENOUGH_DRIVES, Subject.cluster(), "Too few.", "Add one."));
      case 1:
        return new TaskOutcome.BeyondRepair(
            new Blocked(
                BlockedCode.DATA_LOST, Subject.file(task.subject()), "It is lost.", "Restore it."));
      case 2:
        throw new IOException("it may pass");
      case 3:
        throw new IllegalStateException("a bug made by the test");
      case 4:
        volume.change(task.subject() + " is done");
        return new TaskOutcome.Done();
      default:
        return new TaskOutcome.Done();
    }
  }
}
