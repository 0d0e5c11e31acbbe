package io.restriper.contract.soak;

import io.restriper.contract.jar.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a server holds at one time.
 *
 * @param hours how many hours' worth of work it has done
 * @param heap bytes that are reachable after a full garbage collection
 * @param descriptors open file descriptors
 * @param threads of all kinds
 * @param disk bytes in all files of its drives and its data directory
 * @param files how many files there are on its drives
 */
record Sample(double hours, long heap, long descriptors, long threads, long disk, long files) {
  /** What is measured. */
  enum Kind {
    HEAP("Heap after garbage collection", "MiB", 1 << 20, 4, sample -> sample.heap()),
    DESCRIPTORS("File descriptors", "", 1, 12, sample -> sample.descriptors()),
    THREADS("Threads", "", 1, 12, sample -> sample.threads()),
    DISK("Disk usage", "MiB", 1 << 20, 8, sample -> sample.disk());

    private final String title;
    private final String unit;
    private final double scale;
    private final double allowance;
    private final ToDoubleFunction<Sample> value;

    Kind(
        String title, String unit, double scale, double allowance, ToDoubleFunction<Sample> value) {
      this.title = title;
      this.unit = unit;
      this.scale = scale;
      this.allowance = allowance;
      this.value = value;
    }

    /** What it is, for people. */
    String title() {
      return title;
    }

    /** What it is counted in; empty if it is a count. */
    String unit() {
      return unit;
    }

    /** How much more of it may come and go without meaning anything, in its unit. */
    double allowance() {
      return allowance;
    }

    /** Its value in a sample, in its unit. */
    double of(Sample sample) {
      return value.applyAsDouble(sample) / scale;
    }
  }

  /** Measures a server. */
  static Sample of(JarProcess server, double hours) throws IOException {
    // Before the garbage collection, which closes what nobody holds any more.
    long descriptors = server.vitals().descriptors();
    long threads = server.vitals().threads();
    long[] disk = disk(server.directory().resolve("restriper-data"));
    return new Sample(hours, server.vitals().liveHeap(), descriptors, threads, disk[0], disk[1]);
  }

  /** Bytes and number of files below a directory, in which files come and go. */
  private static long[] disk(Path directory) throws IOException {
    long[] sums = new long[2];
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(Files::isRegularFile).forEach(file -> add(file, sums));
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
      return disk(directory);
    }
    return sums;
  }

  private static void add(Path file, long[] sums) {
    try {
      sums[0] += Files.size(file);
      // What is in tmp is asked for by itself, and comes and goes.
      String place = file.toString();
      sums[1] += place.contains("/drive-") && !place.contains("/tmp/") ? 1 : 0;
    } catch (IOException e) {
      // It has gone meanwhile.
    }
  }
}
