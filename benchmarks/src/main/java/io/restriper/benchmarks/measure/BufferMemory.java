package io.restriper.benchmarks.measure;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Memory for bytes on their way: the arrays of bytes that are reachable, and direct buffers. The
 * engine keeps the buffers that it has made, so after some work this tells the most that it had.
 *
 * @param arrays bytes in arrays of bytes
 * @param direct bytes in direct buffers
 */
public record BufferMemory(long arrays, long direct) {

  /** What there is now, after all garbage was collected. */
  public static BufferMemory now() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    long arrays =
        histogram
            .lines()
            .map(line -> line.trim().split("\\s+"))
            .filter(line -> line.length > 3 && line[3].equals("[B"))
            .mapToLong(line -> Long.parseLong(line[2]))
            .sum();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new BufferMemory(arrays, direct);
  }
}
