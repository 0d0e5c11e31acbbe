package io.restriper.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * What something cost.
 *
 * @param seconds by a clock that never jumps
 * @param cpuSeconds of the whole process
 */
public record Took(double seconds, double cpuSeconds) {
  private static final double NANOS = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** Does it and measures it. */
  public static Took of(Callable<?> work) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.call();
    long end = System.nanoTime();
    return new Took((end - start) / NANOS, (SYSTEM.getProcessCpuTime() - cpu) / NANOS);
  }

  /** A rate with the processor's time for it. */
  public Rate rate(double amount) {
    return new Rate(amount / seconds, cpuSeconds / amount);
  }

  /**
   * How fast something went.
   *
   * @param perSecond amount a second
   * @param cpuSeconds of the processor for each, NaN if it was not measured
   */
  public record Rate(double perSecond, double cpuSeconds) {}
}
