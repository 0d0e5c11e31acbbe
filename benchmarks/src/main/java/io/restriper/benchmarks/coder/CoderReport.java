package io.restriper.benchmarks.coder;

import io.restriper.benchmarks.report.Figure;
import io.restriper.benchmarks.report.Figures;
import io.restriper.engine.coding.Encoding;
import java.nio.file.Path;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the coder's benchmark: our coder and the pure Java coder of Hadoop, MB/s of data. */
public final class CoderReport {

  private CoderReport() {}

  /** Takes the file that the figures go to. */
  public static void main(String[] args) throws RunnerException {
    Figures figures = new Figures(Path.of(args[0]));
    new Runner(
            new OptionsBuilder()
                .include(CoderBenchmark.class.getName())
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run()
        .forEach(
            result ->
                figures.add(
                    "coder", name(result), subject(result), megabytesPerSecond(result), "MB/s"));
  }

  private static String name(RunResult result) {
    int rebuilt = Integer.parseInt(result.getParams().getParam("rebuilt"));
    return encoding(result) + (rebuilt == 0 ? " encode" : " rebuild " + rebuilt);
  }

  private static String subject(RunResult result) {
    boolean own = result.getPrimaryResult().getLabel().equals("restriper");
    return own ? Figure.RESTRIPER : "Hadoop, pure Java";
  }

  private static String encoding(RunResult result) {
    return result.getParams().getParam("encoding");
  }

  private static double megabytesPerSecond(RunResult result) {
    double bytes =
        (double) Encoding.parse(encoding(result)).dataBlocks() * CoderBenchmark.BLOCK_LENGTH;
    return result.getPrimaryResult().getScore() * bytes / 1e6;
  }
}
