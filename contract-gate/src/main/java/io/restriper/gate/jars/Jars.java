package io.restriper.gate.jars;

import io.restriper.gate.rule.ChangeClass;
import io.restriper.gate.rule.Side;
import io.restriper.gate.rule.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges the jar of a module by the one that was released last.
 *
 * @param module the artifact, such as {@code restriper-client}
 * @param version of the jar that was built, with or without {@code -SNAPSHOT}
 * @param jar the jar that was built
 * @param released has a folder for each release, named by the version, with the jars of the modules
 *     in its folder {@code lib}
 * @param libraries what the jar stands on
 */
record Jars(String module, String version, Path jar, Path released, List<Path> libraries) {

  /**
   * A judgement in words.
   *
   * @param lines the report
   * @param failure why the build has to fail, in a sentence; empty if it need not
   */
  record Judgement(List<String> lines, Optional<String> failure) {}

  /**
   * Compares the jars.
   *
   * @throws IllegalArgumentException if the version is none, or the jar is not there
   * @throws IOException if the released jars cannot be listed
   */
  Judgement judge() throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(jar + " does not exist: package the module first.");
    }
    Optional<Version> last = lastReleased();
    if (last.isEmpty()) {
      String line =
          "No release of %s lies in %s, so there is nothing to compare its jar with."
              .formatted(module, released);
      return new Judgement(List.of(line), Optional.empty());
    }
    Version current = version(version.replace("-SNAPSHOT", ""));
    List<ApiChange> changes = JarComparison.of(releasedJar(last.get()), jar, libraries);
    return judge(last.get(), current, changes);
  }

  private Judgement judge(Version last, Version current, List<ApiChange> changes) {
    List<ApiChange> breaking = changes.stream().filter(ApiChange::isBreaking).toList();
    List<ApiChange> added = changes.stream().filter(change -> !change.isBreaking()).toList();
    Version needed = last;
    if (!breaking.isEmpty()) {
      needed = last.next(ChangeClass.BREAKING);
    } else if (!added.isEmpty()) {
      needed = last.next(ChangeClass.ADDITION);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %s compared with the released %s: breaking changes: %d, additions: %d."
            .formatted(module, version, last, breaking.size(), added.size()));
    breaking.forEach(change -> describe(change, last, lines));
    added.forEach(change -> lines.add("ADDITION  " + change.where() + ": " + change.what() + "."));
    if (current.compareTo(needed) >= 0) {
      lines.add("PASSED: %s is the least that its version can be.".formatted(needed));
      return new Judgement(lines, Optional.empty());
    }
    String failure =
        "FAILED: the version of %s is %s and has to be %s or higher, as %s. Take back what is told above, or set the version of all modules to %s-SNAPSHOT."
            .formatted(module, version, needed, ground(breaking, added), needed);
    lines.add(failure);
    return new Judgement(lines, Optional.of(failure));
  }

  private static String ground(List<ApiChange> breaking, List<ApiChange> added) {
    if (!breaking.isEmpty()) {
      return "it breaks programs that use the released one";
    }
    return added.isEmpty() ? "a version never goes back" : "it offers more than the released one";
  }

  private static void describe(ApiChange change, Version last, List<String> lines) {
    EnumSet<Side> sides = EnumSet.copyOf(change.breaks());
    String breaks = sides.stream().map(Side::words).collect(Collectors.joining(", "));
    lines.add("BREAKING  " + change.where() + ": " + change.what() + " (breaks " + breaks + ").");
    if (sides.contains(Side.BINARY)) {
      lines.add(
          "    Why: a program that was compiled with %s and uses it stops with a LinkageError."
              .formatted(last));
    } else {
      lines.add(
          "    Why: a program that was compiled with %s and uses it no longer compiles."
              .formatted(last));
    }
  }

  /** The highest version of which there is a jar of the module. */
  private Optional<Version> lastReleased() throws IOException {
    if (!Files.isDirectory(released)) {
      return Optional.empty();
    }
    try (Stream<Path> releases = Files.list(released)) {
      return releases
          .filter(Files::isDirectory)
          .map(release -> version(release.getFileName().toString()))
          .filter(release -> Files.exists(releasedJar(release)))
          .max(Comparator.naturalOrder());
    }
  }

  private Path releasedJar(Version release) {
    return released
        .resolve(release.toString())
        .resolve("lib")
        .resolve(module + "-" + release + ".jar");
  }

  private static Version version(String text) {
    return Version.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is no version: three numbers are needed, such as 1.2.3."));
  }
}
