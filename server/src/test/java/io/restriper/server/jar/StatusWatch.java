package io.restriper.server.jar;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks for the status again and again, and checks what it promises at any time. */
final class StatusWatch {
  private static final long PAUSE_MILLIS = 10;

  private final Doorway door;
  private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

  private Optional<Sample> last = Optional.empty();
  private JarServer watched;

  /** A status, and by the ticker when it was asked for. */
  private record Sample(long asked, JsonNode status) {
    String phase() {
      return status.get("phase").asText();
    }

    double percent() {
      return status.get("percent_complete").asDouble();
    }

    double elapsed() {
      return status.get("elapsed_seconds").asDouble();
    }

    boolean running() {
      return status.get("state").asText().equals("RUNNING");
    }
  }

  StatusWatch(Doorway door) {
    this.door = door;
  }

  void start() {
    looks.scheduleWithFixedDelay(this::watch, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  void stop() {
    looks.shutdown();
  }

  /** Looks once; what goes wrong is reported, and the next look follows. */
  private void watch() {
    Optional<JarServer> server = door.pass();
    if (server.isEmpty()) {
      return;
    }
    try {
      look(server.get());
    } catch (UncheckedIOException e) {
      if (door.leadsTo(server.get())) {
        door.report("The status could not be read while the server was running: " + e.getCause());
      }
    } catch (RuntimeException | AssertionError e) {
      door.report("The watch of the status failed: " + e);
    }
  }

  private void look(JarServer server) {
    if (server != watched) {
      watched = server;
      last = Optional.empty();
    }
    long asked = System.nanoTime();
    Sample now = new Sample(asked, server.status());
    double untilNow = (double) (System.nanoTime() - asked) / TimeUnit.SECONDS.toNanos(1);
    check(now);
    last.ifPresent(before -> compare(before, now, untilNow));
    last = Optional.of(now);
  }

  private void check(Sample now) {
    expect(now, "percent_complete is from 0 to 100", now.percent() >= 0 && now.percent() <= 100);
    expect(
        now,
        "there is a phase if and only if it is RUNNING",
        now.running() != now.phase().isEmpty());
    if (!now.running()) {
      expect(now, "percent_complete is 0 unless it is RUNNING", now.percent() == 0);
      expect(now, "elapsed_seconds is 0 unless it is RUNNING", now.elapsed() == 0);
    }
    boolean finished = now.status().get("state").asText().equals("FINISHED");
    boolean blocked = !now.status().get("blocked_reason").asText().isEmpty();
    expect(now, "blocked_reason is empty unless it is FINISHED", finished || !blocked);
  }

  /**
   * A phase that began before the last answer was asked for is the one that the answer was about. A
   * phase that may have begun since, after another plan, begins at 0 again.
   */
  private void compare(Sample before, Sample now, double answering) {
    double between = (double) (now.asked() - before.asked()) / TimeUnit.SECONDS.toNanos(1);
    boolean same = now.running() && now.phase().equals(before.phase());
    if (same && now.elapsed() > between + answering && now.percent() < before.percent()) {
      door.report("percent_complete has fallen: " + before.status() + " and then " + now.status());
    }
  }

  private void expect(Sample now, String promise, boolean kept) {
    if (!kept) {
      door.report("The status breaks the promise that " + promise + ": " + now.status());
    }
  }
}
