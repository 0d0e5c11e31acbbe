package io.restriper.benchmarks.coder;

import io.restriper.engine.coding.Encoding;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the coder's benchmark and prints a table of what both coders reached, and of the ratio. */
public final class CoderReport {

  private static final List<String> OPERATIONS = List.of("encode", "rebuild 1", "rebuild 2");

  private CoderReport() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws RunnerException {
    System.out.println("Measuring for about two minutes; other work on this machine disturbs it.");
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(CoderBenchmark.class.getName())
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    System.out.print(table(results));
  }

  private static String table(Collection<RunResult> results) {
    StringBuilder table = new StringBuilder();
    table.append("MB/s of data, one thread, blocks of 1 MiB, JDK ");
    table.append(System.getProperty("java.version")).append("\n\n");
    table.append("| encoding | operation | Restriper | Hadoop, pure Java | ratio |\n");
    table.append("|---|---|---|---|---|\n");
    for (RunResult own : results) {
      if (!label(own).equals("restriper")) {
        continue;
      }
      RunResult hadoop = counterpart(results, own);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.0f | %.0f | %.1f |%n",
              encoding(own),
              OPERATIONS.get(Integer.parseInt(rebuilt(own))),
              megabytesPerSecond(own),
              megabytesPerSecond(hadoop),
              megabytesPerSecond(own) / megabytesPerSecond(hadoop)));
    }
    return table.toString();
  }

  private static RunResult counterpart(Collection<RunResult> results, RunResult own) {
    return results.stream()
        .filter(
            other ->
                label(other).equals("hadoop")
                    && encoding(other).equals(encoding(own))
                    && rebuilt(other).equals(rebuilt(own)))
        .findFirst()
        .orElseThrow();
  }

  private static String label(RunResult result) {
    return result.getPrimaryResult().getLabel();
  }

  private static String encoding(RunResult result) {
    return result.getParams().getParam("encoding");
  }

  private static String rebuilt(RunResult result) {
    return result.getParams().getParam("rebuilt");
  }

  private static double megabytesPerSecond(RunResult result) {
    double bytes =
        (double) Encoding.parse(encoding(result)).dataBlocks() * CoderBenchmark.BLOCK_LENGTH;
    return result.getPrimaryResult().getScore() * bytes / 1e6;
  }
}
