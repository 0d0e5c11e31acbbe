package io.restriper.benchmarks.scale;

import io.restriper.benchmarks.report.Figure;
import io.restriper.benchmarks.report.Figures;
import io.restriper.engine.Engine;
import io.restriper.engine.local.drive.LocalDriveFiles;
import io.restriper.engine.setup.EngineRuntime;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.FaultPoints;
import io.restriper.engine.work.Phase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Loses a drive of a made volume and measures the plan that follows, in a process of its own, whose
 * heap the caller bounds. The drives are {@link MadeDrive}s, so that blocks are rebuilt in earnest.
 */
final class PlanningProbe {
  /** So many are done before memory is looked at. */
  private static final int TASKS = 200;

  private static final int IDLE_SECONDS = 2;
  private static final double MILLION = 1e6;
  private static final double THOUSAND = 1e3;

  private PlanningProbe() {}

  /**
   * Takes the directory of the volume, its number of stripes, the drive to be lost, and the file
   * for the figures.
   */
  public static void main(String[] args)
      throws IOException, EngineStartException, InterruptedException {
    Path root = Path.of(args[0]);
    Shape shape = new Shape(Long.parseLong(args[1]));
    int lost = Integer.parseInt(args[2]);
    Report report =
        new Report(
            new Figures(Path.of(args[3])), shape.stripes() + " stripes, drive " + lost + " lost");
    Map<Path, MadeDrive> drives = new HashMap<>();
    for (int drive = 1; drive <= Shape.SMALL_DRIVE; drive++) {
      Path path = Generator.drive(root, drive);
      drives.put(path, new MadeDrive(new LocalDriveFiles(path), shape, drive));
    }
    MadeDrive drive = drives.get(Generator.drive(root, lost));
    Watch watch = new Watch();
    EngineRuntime runtime =
        EngineRuntime.real()
            .withDrives(
                path -> drives.containsKey(path) ? drives.get(path) : new LocalDriveFiles(path))
            .withFaults(watch);
    try (Engine engine = Engine.start(Generator.settings(root), runtime)) {
      StatusReader reader = new StatusReader(engine);
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      reader.begin();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      StatusReader.Latency idle = reader.end();
      reader.begin();
      drive.lose();
      watch.planned.await();
      StatusReader.Latency planning = reader.end();
      watch.tasks.await();
      report.add("stripes planned", planned(engine), "stripes");
      report.add("planning", (watch.plannedAt - drive.noticedNanos()) / MILLION, "ms");
      report.add("planning, processor", watch.planningCpu / MILLION, "ms");
      report.add("status idle, p99", idle.p99Micros(), "us");
      report.add("status planning, p99", planning.p99Micros(), "us");
      report.add("heap at most", peakHeap() / MILLION, "MB");
      System.gc();
      long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      report.add("heap in use", live / MILLION, "MB");
      report.add("resident at most", residentAtMost() / THOUSAND, "MB");
    }
  }

  private static long planned(Engine engine) throws IOException {
    return engine.runs().newest().orElseThrow().phases().stream()
        .filter(phase -> phase.phase() == Phase.REPROTECT)
        .mapToLong(phase -> phase.progress().total().stripes())
        .sum();
  }

  private record Report(Figures figures, String name) {
    void add(String what, double value, String unit) {
      figures.add("scale", name + ", " + what, Figure.RESTRIPER, value, unit);
    }
  }

  /** Notes when the plan was made and when its first tasks are done. */
  private static final class Watch implements FaultPoints {
    private final CountDownLatch planned = new CountDownLatch(1);
    private final CountDownLatch tasks = new CountDownLatch(TASKS);
    private volatile long plannedAt;

    /** Of the coordinating thread, in nanoseconds. */
    private volatile long planningCpu;

    @Override
    public void passing(Point point, Object subject) {
      if (point == Point.TASK_COMMIT) {
        tasks.countDown();
      } else if (planned.getCount() > 0 && subject == Phase.PLANNING) {
        planningCpu = cpu();
      } else if (planned.getCount() > 0 && subject == Phase.REPROTECT) {
        plannedAt = System.nanoTime();
        planningCpu = cpu() - planningCpu;
        planned.countDown();
      }
    }

    private static long cpu() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }

  /** Garbage that was not collected yet included. */
  private static double peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  /** In KiB, what is not heap included. */
  private static double residentAtMost() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
