package io.restriper.gate.jars;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the jar of a module with the one that was released last, prints what programs see of the
 * difference, and fails if the module's version does not say so. It runs inside of the build, and
 * fails by throwing.
 *
 * <p>Arguments: the artifact, its version, its jar, the folder of released jars.
 */
public final class Main {
  private Main() {}

  /**
   * Runs the comparison.
   *
   * @throws IllegalStateException if the version is too low; the message says what to do
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new IllegalArgumentException("Usage: ARTIFACT VERSION JAR FOLDER_OF_RELEASED_JARS");
    }
    Jars jars =
        new Jars(
            arguments[0], arguments[1], Path.of(arguments[2]), Path.of(arguments[3]), classPath());
    Jars.Judgement judgement = jars.judge();
    judgement.lines().forEach(System.out::println);
    if (judgement.failure().isPresent()) {
      throw new IllegalStateException(judgement.failure().get());
    }
  }

  /** What the module is compiled with, which Maven puts into the loader of this class. */
  private static List<Path> classPath() {
    if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
      List<Path> entries = new ArrayList<>();
      for (URL url : loader.getURLs()) {
        entries.add(Path.of(URI.create(url.toString())));
      }
      return entries;
    }
    String entries = System.getProperty("java.class.path");
    return Stream.of(entries.split(File.pathSeparator)).map(Path::of).toList();
  }
}
