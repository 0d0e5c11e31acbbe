package io.restriper.benchmarks.micro;

import io.restriper.engine.local.pool.HealthyPool;
import io.restriper.engine.local.pool.Placement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** The choice of the drives of one stripe, again and again on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class PlacementBenchmark {
  private static final int NODES = 4;

  /** How many drives there are. */
  @Param({"8", "100"})
  public int drives;

  private Placement placement;

  /** Puts the drives in use. */
  @Setup
  public void prepare() {
    placement = new Placement(HealthyPool.of(drives, NODES), ThreadLocalRandom::current);
  }

  /** Six drives for a new stripe of 4+2; returns them. */
  @Benchmark
  public List<Placement.Target> newStripe() {
    return placement.choose(6, 1 << 20, 2, List.of());
  }

  /** A drive for the block of a stripe that lost one; returns it. */
  @Benchmark
  public List<Placement.Target> lostBlock() {
    return placement.choose(1, 1 << 20, 2, List.of(1, 2, 3, 4, 5));
  }
}
