package io.restriper.contract.soak;

import static org.awaitility.Awaitility.await;

import io.restriper.contract.jar.JarProcess;
import io.restriper.contract.raw.RawAnswer;
import io.restriper.contract.raw.RawConnection;
import io.restriper.contract.raw.Shot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Has a server do a day's work as fast as it can, and measures it on the way. */
final class Soak implements AutoCloseable {
  private static final int WORKERS = 4;
  private static final int FILES = 30;
  private static final String STATUS = "/v1/cluster/protection/restriper/status";

  private final JarProcess server;
  private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
  private final AtomicLong requests = new AtomicLong();
  private final List<Mix> mixes = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private int drivesLost;

  Soak(JarProcess server) {
    this.server = server;
    for (int worker = 0; worker < WORKERS; worker++) {
      mixes.add(new Mix(server.address(), worker, FILES, requests));
    }
  }

  /** What was measured. */
  List<Sample> samples() {
    return samples;
  }

  /** How many requests were sent, and connections opened for nothing. */
  long requests() {
    return requests.get();
  }

  /** How often a drive was taken away and put back. */
  int drivesLost() {
    return drivesLost;
  }

  /**
   * Writes all files, and makes the server as warm as it gets.
   *
   * @return how many files are on the drives when none has been replaced or deleted yet
   */
  long begin() throws IOException, InterruptedException {
    all(Mix::fill);
    settle();
    long files = Sample.of(server, 0).files();
    for (int i = 0; i < 5; i++) {
      all(Mix::minute);
    }
    settle();
    return files;
  }

  /**
   * Works.
   *
   * @param minutes' worth of work
   * @param every so many of which a sample is taken
   * @param loss after so many of which a drive is taken away, and put back
   */
  void work(int minutes, int every, int loss) throws IOException, InterruptedException {
    for (int minute = 1; minute <= minutes; minute++) {
      boolean loses = minute % loss == loss / 2;
      int drive = 1 + minute / loss % 8;
      if (loses) {
        Files.move(server.drive(drive), away(drive));
      }
      all(Mix::minute);
      if (loses) {
        Files.move(away(drive), server.drive(drive));
        drivesLost++;
        settle();
      }
      if (minute % every == 0) {
        samples.add(Sample.of(server, minute / 60.0));
      }
    }
  }

  private Path away(int drive) {
    return server.directory().resolve("away-" + drive);
  }

  /** Something that a worker does. */
  private interface Share {
    void of(Mix mix) throws IOException;
  }

  private void all(Share share) throws IOException, InterruptedException {
    List<Callable<Void>> shares = new ArrayList<>();
    for (Mix mix : mixes) {
      shares.add(
          () -> {
            share.of(mix);
            return null;
          });
    }
    for (Future<Void> done : threads.invokeAll(shares)) {
      try {
        done.get();
      } catch (ExecutionException e) {
        throw new IOException("A worker failed: " + e.getCause() + "\n" + server.log(), e);
      }
    }
  }

  /** Waits until nothing is at risk and no run is going on. */
  void settle() {
    await()
        .atMost(JarProcess.LIMIT)
        .until(
            () -> {
              String status = ask(STATUS).text();
              return status.contains("\"data_at_risk\":false") && !status.contains("RUNNING");
            });
  }

  RawAnswer ask(String path) throws IOException {
    try (RawConnection connection = new RawConnection(server.address())) {
      return connection.send(Shot.of("GET", path));
    }
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Mix mix : mixes) {
      mix.close();
    }
  }
}
