package io.restriper.benchmarks.micro;

import io.restriper.benchmarks.report.Figure;
import io.restriper.benchmarks.report.Figures;
import java.nio.file.Path;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the small benchmarks: of the block format, placement, planning and the status. */
public final class MicroReport {
  private MicroReport() {}

  /**
   * Measures.
   *
   * @param args the file to add the figures to
   */
  public static void main(String[] args) throws RunnerException {
    if (args.length != 1) {
      throw new IllegalArgumentException("FILE");
    }
    Figures figures = new Figures(Path.of(args[0]));
    for (RunResult result : results(FormatBenchmark.class)) {
      double rate = result.getPrimaryResult().getScore() * FormatBenchmark.PAYLOAD / 1e6;
      String label = result.getPrimaryResult().getLabel();
      if (label.equals("floor")) {
        figures.add("block format", "write 1 MiB", Figure.FLOOR, rate, "MB/s");
        figures.add("block format", "read 1 MiB", Figure.FLOOR, rate, "MB/s");
      } else {
        figures.add("block format", label + " 1 MiB", Figure.RESTRIPER, rate, "MB/s");
      }
    }
    for (RunResult result : results(PlacementBenchmark.class)) {
      String what =
          result.getPrimaryResult().getLabel().equals("newStripe") ? "new stripe" : "lost block";
      figures.add(
          "placement",
          what + " over " + result.getParams().getParam("drives") + " drives",
          Figure.RESTRIPER,
          result.getPrimaryResult().getScore(),
          "choices/s");
    }
    for (RunResult result : results(PlanningBenchmark.class)) {
      String what =
          result.getPrimaryResult().getLabel().equals("plan") ? "plan" : "least remaining";
      figures.add(
          "planning",
          what + " after the loss of drive " + result.getParams().getParam("lost"),
          Figure.RESTRIPER,
          result.getPrimaryResult().getScore(),
          "ms");
    }
    for (RunResult result : results(StatusBenchmark.class)) {
      figures.add(
          "engine",
          result.getPrimaryResult().getLabel(),
          Figure.RESTRIPER,
          result.getPrimaryResult().getScore(),
          "readings/s");
    }
  }

  private static Iterable<RunResult> results(Class<?> benchmark) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName())
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
