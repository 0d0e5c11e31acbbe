package io.restriper.benchmarks.report;

import static io.restriper.benchmarks.report.Figure.FLOOR;
import static io.restriper.benchmarks.report.Goal.ratioAtLeast;
import static io.restriper.benchmarks.report.Goal.ratioAtMost;

import java.util.List;

/** What Restriper wants to reach. */
final class Goals {

  static final String HDFS = "HDFS 3.5";

  static final List<Goal> ALL =
      List.of(
          ratioAtLeast("coder", "(4\\+2|6\\+3) encode", "ISA-L", 0.45),
          ratioAtLeast("coder", "(4\\+2|6\\+3) rebuild 1", "ISA-L", 0.5),
          ratioAtLeast("coder", ".*", "Hadoop, pure Java", 10),
          ratioAtLeast("write", "files of (64|1) MiB.*", FLOOR, 0.7),
          ratioAtLeast("write", "files of 16 KiB.*", FLOOR, 0.7),
          ratioAtLeast("beside HDFS, write", ".*", HDFS, 1.5),
          ratioAtLeast("read", ".*healthy, cold", FLOOR, 0.8),
          ratioAtLeast("read", ".*two drives gone, cold", FLOOR, 0.6),
          ratioAtLeast("rebuild", ".*", FLOOR, 0.8),
          ratioAtLeast("beside HDFS, rebuild", ".*", HDFS, 2),
          ratioAtMost(
              "foreground",
              "reads of 256 KiB, 2 readers, rebuild, p99",
              "reads of 256 KiB, 2 readers, idle, p99",
              2),
          ratioAtLeast("rebalance", ".*", FLOOR, 0.7),
          ratioAtLeast("transcode", ".*", FLOOR, 0.7));

  private Goals() {}
}
