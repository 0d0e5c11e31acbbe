package io.restriper.benchmarks.micro;

import io.restriper.benchmarks.scale.Generator;
import io.restriper.benchmarks.scale.Shape;
import io.restriper.engine.local.catalog.Catalog;
import io.restriper.engine.local.catalog.SqliteCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A drive's loss planned again and again, in a catalog of 10,000 stripes that is in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PlanningBenchmark {
  private static final int STRIPES = 10_000;

  /** Drive 1 has a block of 5,000 stripes, drive 13 of 1,000. */
  @Param({"1", "13"})
  public int lost;

  private Path root;
  private Catalog catalog;

  /** Makes the volume. */
  @Setup
  public void make() throws IOException {
    root = Files.createTempDirectory("planning");
    new Generator(root, new Shape(STRIPES)).make();
    catalog = SqliteCatalog.open(Generator.catalog(root), Clock.systemUTC());
  }

  /** Removes it. */
  @TearDown
  public void remove() throws IOException {
    catalog.close();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Benchmark
  public Catalog.WorkSummary plan() throws IOException {
    return catalog.planReprotect(Set.of(lost));
  }

  @Benchmark
  public OptionalInt leastRemaining() throws IOException {
    return catalog.leastRemaining(Set.of(lost));
  }
}
