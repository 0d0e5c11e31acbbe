package io.restriper.contract.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.contract.jar.JarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hours' worth of mixed work on the runnable server, as fast as it goes: what it holds of memory,
 * descriptors, threads and disk levels off, and nothing stays behind. Then a crowd that only holds
 * connections open.
 */
class SoakIT {
  private static final Logger LOG = LoggerFactory.getLogger(SoakIT.class);
  private static final double HOURS =
      Double.parseDouble(System.getProperty("restriper.soak.hours", "0.5"));
  private static final int CROWD = Integer.getInteger("restriper.soak.crowd", 10_000);
  private static final Path RESULTS = Path.of(System.getProperty("restriper.soak.results"));

  /** Descriptors that a process needs besides the crowd's. */
  private static final int OTHERS = 500;

  private static final int SAMPLES = 40;

  /** Descriptors of the database and of the JVM come and go by a few. */
  private static final int FEW = 6;

  private static final Pattern COMPLAINT =
      Pattern.compile(".*( ERROR |Incident|OutOfMemory|StackOverflow| at [\\w.]+\\().*");

  @Test
  void whatTheServerHoldsLevelsOffAndNothingStaysBehind() throws IOException, InterruptedException {
    int minutes = (int) Math.max(SAMPLES / 2, HOURS * 60);
    try (JarProcess server =
            JarProcess.start(
                "soak",
                directory -> {},
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                "--limit",
                "connections=16384");
        Soak soak = new Soak(server)) {
      long files = soak.begin();
      Sample before = Sample.of(server, 0);

      soak.work(minutes, Math.max(1, minutes / SAMPLES), Math.max(10, minutes / 8));
      List<Sample> samples = soak.samples();
      write(samples, soak);
      assertThat(new Levels(samples).rising()).isEmpty();

      soak.settle();
      assertNothingStays(server, before, files);
      crowd(server, soak, before, files);
      assertThat(server.log().lines().filter(line -> COMPLAINT.matcher(line).matches())).isEmpty();
    }
  }

  /** Descriptors, block files and temporary files are as before the work. */
  private static void assertNothingStays(JarProcess server, Sample before, long files) {
    await()
        .atMost(JarProcess.LIMIT)
        .untilAsserted(
            () -> {
              Sample after = Sample.of(server, 0);
              assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + FEW);
              assertThat(temporary(server)).isEmpty();
              assertThat(after.files()).isEqualTo(files);
            });
  }

  private static List<Path> temporary(JarProcess server) throws IOException {
    List<Path> found = new ArrayList<>();
    for (int drive = 1; drive <= 8; drive++) {
      try (Stream<Path> files = Files.list(server.drive(drive).resolve("tmp"))) {
        files.filter(file -> !file.endsWith("probe")).forEach(found::add);
      }
    }
    return found;
  }

  private static void crowd(JarProcess server, Soak soak, Sample before, long files)
      throws IOException {
    int count = (int) Math.min(CROWD, server.vitals().descriptorLimit() - OTHERS);
    LOG.info("{} idle connections of {} that were asked for", count, CROWD);
    try (Crowd crowd = Crowd.open(server.address(), count)) {
      await().atMost(JarProcess.LIMIT).until(() -> server.vitals().descriptors() >= crowd.size());
      for (String path : List.of("/readyz", "/v1/version", "/v1/files/%2Fsoak%2F0%2F5/data")) {
        assertThat(soak.ask(path).status()).isEqualTo(200);
      }
    }
    assertNothingStays(server, before, files);
    for (int storm = 0; storm < 5; storm++) {
      Crowd.open(server.address(), Math.min(count, 1000)).close();
    }
    assertNothingStays(server, before, files);
    assertThat(Sample.Kind.HEAP.of(Sample.of(server, 0)))
        .isLessThan(Sample.Kind.HEAP.of(before) * 1.5 + Sample.Kind.HEAP.allowance());
  }

  private static void write(List<Sample> samples, Soak soak) throws IOException {
    Files.createDirectories(RESULTS);
    for (Sample.Kind kind : Sample.Kind.values()) {
      Files.writeString(
          RESULTS.resolve(kind.name().toLowerCase(Locale.ROOT) + ".svg"), Plot.svg(kind, samples));
    }
    String table = new Levels(samples).table();
    Files.writeString(RESULTS.resolve("table.md"), table);
    LOG.info(
        "{} hours' worth: {} requests, {} losses of a drive; plots in {}\n{}",
        samples.get(samples.size() - 1).hours(),
        soak.requests(),
        soak.drivesLost(),
        RESULTS,
        table);
  }
}
