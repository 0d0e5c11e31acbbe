package io.restriper.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs Jazzer over a class in a process of its own: with a heap that no input may outgrow, and
 * without a network, for names of hosts are looked up in an empty file.
 */
final class Fuzzer {
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");

  private final Path work;

  /**
   * A fuzzer.
   *
   * @param work where it leaves what it finds, and its log
   */
  Fuzzer(Path work) {
    this.work = work;
  }

  /**
   * What came of it.
   *
   * @param exitCode 0 if nothing was found
   * @param runs how many inputs were tried
   * @param coverage how many edges of the code were reached
   * @param log all that the fuzzer said
   */
  record Result(int exitCode, long runs, long coverage, String log) {}

  /**
   * Fuzzes.
   *
   * @param code has the method {@code fuzzerTestOneInput}
   * @param runs how many inputs are tried, those of the corpus among them
   * @param longest the most bytes of an input
   * @param corpus where it begins; not changed
   */
  Result run(Class<?> code, long runs, int longest, Path corpus)
      throws IOException, InterruptedException {
    Path found = Files.createDirectories(work.resolve("found"));
    Path none = Files.createDirectories(work).resolve("hosts");
    Files.writeString(none, "127.0.0.1 localhost\n");
    Path temporary = temporary();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-OmitStackTraceInFastThrow",
                "-Djdk.net.hosts.file=" + none,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + code.getName(),
                "--instrumentation_includes=io.restriper.**",
                // Its detectors of unsafe use take a path that a setting names for an attack.
                "--custom_hook_includes=none.**",
                "--reproducer_path=" + work,
                "-artifact_prefix=" + work + "/",
                "-seed=1",
                "-runs=" + runs,
                "-max_len=" + longest,
                "-len_control=0",
                "-timeout=600",
                "-print_final_stats=1",
                found.toString(),
                corpus.toString()));
    Path log = work.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exitCode = process.waitFor();
    delete(temporary);
    String said = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    return new Result(exitCode, last(DONE, said), last(COVERAGE, said), said);
  }

  /** In memory if there is such a place: the catalogs are synced, and nobody needs them. */
  private Path temporary() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.createTempDirectory(Files.isWritable(memory) ? memory : work, "fuzz");
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static long last(Pattern pattern, String text) {
    long last = 0;
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      last = Long.parseLong(matcher.group(1));
    }
    return last;
  }

  /** Inputs that reached something new, and are not in the corpus. */
  List<Path> found() throws IOException {
    try (Stream<Path> files = Files.list(work.resolve("found"))) {
      return files.sorted().toList();
    }
  }
}
