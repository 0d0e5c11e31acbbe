package io.restriper.benchmarks.scale;

import io.restriper.benchmarks.measure.PreparedServer;
import io.restriper.benchmarks.report.Figure;
import io.restriper.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what grows with the number of stripes and what does not: the start of the server, the
 * plan after a drive is lost, heap, and the status meanwhile. Volumes are made once and kept.
 */
public final class ScaleReport {
  private static final List<Long> SIZES = List.of(10_000L, 100_000L, 1_000_000L);

  private final Path jar;
  private final Path volumes;
  private final Path file;

  private ScaleReport(Path jar, Path volumes, Path file) {
    this.jar = jar;
    this.volumes = volumes;
    this.file = file;
  }

  /**
   * Takes the file for the figures, the jar of the server, and a directory for the volumes, which
   * needs 1 GB and 200,000 inodes.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    ScaleReport report = new ScaleReport(Path.of(args[1]), Path.of(args[2]), Path.of(args[0]));
    for (long stripes : SIZES) {
      report.measure(stripes);
    }
  }

  private void measure(long stripes) throws IOException, InterruptedException {
    Path root = volumes.toAbsolutePath().resolve("stripes-" + stripes);
    Shape shape = new Shape(stripes);
    Path made = root.resolve("catalog.made");
    if (!Files.exists(made)) {
      System.out.println("Making " + stripes + " stripes; this is done once.");
      removeTree(root);
      Generator generator = new Generator(root, shape);
      generator.make();
      generator.link();
      Files.copy(Generator.catalog(root), made);
    }
    Figures figures = new Figures(file);
    figures.add(
        "scale",
        stripes + " stripes, catalog",
        "restriper",
        (double) Files.size(made) / stripes,
        "bytes/stripe");
    restore(root);
    String name = stripes + " stripes";
    new ServerProbe(jar, root, name, figures, List.of(), Figure.RESTRIPER).starts();
    List<String> prepared = PreparedServer.options(jar, root);
    new ServerProbe(jar, root, name, figures, prepared, Figure.PREPARED).starts();
    new ServerProbe(jar, root, name, figures, List.of(), Figure.RESTRIPER).readings();
    for (int lost : List.of(1, Shape.SMALL_DRIVE)) {
      restore(root);
      plan(root, shape, lost);
    }
  }

  /** The catalog as it was made: what was measured before has marked drives and blocks as lost. */
  private static void restore(Path root) throws IOException {
    Path catalog = Generator.catalog(root);
    for (String suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(catalog.resolveSibling(catalog.getFileName() + suffix));
    }
    Files.copy(root.resolve("catalog.made"), catalog, StandardCopyOption.REPLACE_EXISTING);
  }

  private void plan(Path root, Shape shape, int lost) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                PlanningProbe.class.getName(),
                root.toString(),
                Long.toString(shape.stripes()),
                Integer.toString(lost),
                file.toString())
            .inheritIO()
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("the measurement of a plan failed");
    }
  }

  private static void removeTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> walk = Files.walk(directory)) {
        for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
