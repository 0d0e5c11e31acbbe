package io.restriper.benchmarks.micro;

import io.restriper.benchmarks.measure.Machine;
import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.facts.Facts;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The status and the facts of an engine over six drives, read again and again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class StatusBenchmark {
  private static final int DRIVES = 6;

  private Path root;
  private Engine engine;

  /** Starts the engine. */
  @Setup
  public void start() throws IOException, EngineStartException {
    root = Files.createTempDirectory("status");
    List<EngineSettings.DriveSettings> drives = new ArrayList<>();
    for (int drive = 1; drive <= DRIVES; drive++) {
      drives.add(new EngineSettings.DriveSettings(root.resolve("drive-" + drive), 1));
    }
    engine = Engine.start(new EngineSettings(root, "benchmark", 1, Encoding.parse("4+2"), drives));
  }

  /** Stops it and removes what it made. */
  @TearDown
  public void stop() throws IOException {
    engine.close();
    Machine.remove(root);
  }

  @Benchmark
  public RestriperStatus status() {
    return engine.status();
  }

  @Benchmark
  public Facts facts() {
    return engine.facts();
  }
}
