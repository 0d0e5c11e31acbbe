package io.restriper.benchmarks.report;

import static io.restriper.benchmarks.report.Goal.ratioAtLeast;

import java.util.List;

/** What Restriper wants to reach. */
final class Goals {

  static final String HDFS = "HDFS 3.5";

  static final List<Goal> ALL =
      List.of(
          ratioAtLeast("coder", "(4\\+2|6\\+3) encode", "ISA-L", 0.45),
          ratioAtLeast("coder", "(4\\+2|6\\+3) rebuild 1", "ISA-L", 0.5),
          ratioAtLeast("coder", ".*", "Hadoop, pure Java", 10));

  private Goals() {}
}
