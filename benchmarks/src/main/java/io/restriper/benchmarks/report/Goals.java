package io.restriper.benchmarks.report;

import static io.restriper.benchmarks.report.Figure.FLOOR;
import static io.restriper.benchmarks.report.Goal.atLeast;
import static io.restriper.benchmarks.report.Goal.atMost;
import static io.restriper.benchmarks.report.Goal.ratioAtLeast;
import static io.restriper.benchmarks.report.Goal.ratioAtMost;

import java.util.List;

/** What Restriper wants to reach. */
final class Goals {

  static final String HDFS = "HDFS 3.5";

  /**
   * A stripe of 4+2 in blocks of 1 MiB for each of four workers are 25.17 MB; what else is an array
   * of bytes, as strings are, is counted with it.
   */
  private static final double WORKERS_MEGABYTES = 25.2;

  static final List<Goal> ALL =
      List.of(
          ratioAtLeast("coder", "(4\\+2|6\\+3) encode", "ISA-L", 0.45),
          ratioAtLeast("coder", "(4\\+2|6\\+3) rebuild 1", "ISA-L", 0.5),
          ratioAtLeast("coder", ".*", "Hadoop, pure Java", 10),
          ratioAtLeast("write", "files of (64|1) MiB.*", FLOOR, 0.7),
          atLeast("write", "files of 16 KiB.*", 500),
          ratioAtLeast("beside HDFS, write", ".*", HDFS, 1.5),
          ratioAtLeast("read", ".*healthy, cold", FLOOR, 0.8),
          ratioAtLeast("read", ".*two drives gone, cold", FLOOR, 0.6),
          ratioAtLeast("rebuild", ".*", FLOOR, 0.8),
          atMost("rebuild, memory", ".*", WORKERS_MEGABYTES),
          ratioAtLeast("beside HDFS, rebuild", ".*", HDFS, 2),
          ratioAtMost(
              "foreground",
              "reads of 256 KiB, 2 readers, rebuild, p99",
              "reads of 256 KiB, 2 readers, idle, p99",
              2),
          ratioAtLeast("rebalance", ".*", FLOOR, 0.7),
          ratioAtLeast("transcode", ".*", FLOOR, 0.7),
          ratioAtLeast("status", "throughput", FLOOR, 0.4),
          ratioAtLeast("status", "throughput", "Spring Boot", 1),
          ratioAtLeast("status", "throughput", "Quarkus", 1),
          ratioAtMost("status", "p99, rebuild", "p99, nothing to do", 2),
          atMost("status", "start to first answer", 1000),
          atMost("status", "idle memory", 150),
          atMost("status", "1,000 subscribers", 5),
          atMost("scale", "1000000 stripes, drive .*, planning", 2000),
          atMost("scale", ".*start to first status", 2000),
          atMost("scale", ".*heap at most", 256));

  private Goals() {}
}
