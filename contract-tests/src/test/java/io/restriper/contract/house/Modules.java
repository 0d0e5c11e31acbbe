package io.restriper.contract.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The modules of this build, as they lie on disk.
 *
 * <p>Classes are read from each module's {@code target} and not from the class path, so that a
 * class counts for the module that it was compiled in, whatever its package says, and test classes
 * are seen too.
 */
final class Modules {

  /** Modules with hand-written code that is published, or that the build runs. */
  static final List<String> HAND_WRITTEN =
      List.of("contract-gate", "engine", "server", "client", "testing", "cli");

  /** Modules with tests of our own. */
  static final List<String> TESTED =
      List.of(
          "contract-gate",
          "engine",
          "server",
          "client",
          "testing",
          "cli",
          "fuzz",
          "web-tests",
          "contract-tests");

  private static final Map<String, JavaClasses> READ = new ConcurrentHashMap<>();
  private static final String BAD_EXAMPLES = "io.restriper.contract.house.bad";

  private Modules() {}

  /**
   * The root of the source tree.
   *
   * @throws IllegalStateException if the build did not say where it is
   */
  static Path root() {
    String root = System.getProperty("restriper.root");
    if (root == null) {
      throw new IllegalStateException(
          "The system property restriper.root is not set: run this test with ./mvnw, or set it to"
              + " the folder of the parent pom.xml.");
    }
    return Path.of(root);
  }

  /** Main classes of the named modules; each module must have been compiled. */
  static JavaClasses mainClasses(String... modules) {
    return classes(Arrays.asList(modules), "target/classes");
  }

  /** Main classes of the modules with hand-written code. */
  static JavaClasses handWrittenClasses() {
    return classes(HAND_WRITTEN, "target/classes");
  }

  /**
   * Test classes of every module that has tests, without the examples that break the rules on
   * purpose.
   */
  static JavaClasses testClasses() {
    return classes(TESTED, "target/test-classes")
        .that(
            DescribedPredicate.<JavaClass>describe(
                "no bad examples", c -> !c.getPackageName().startsWith(BAD_EXAMPLES)));
  }

  /** Each set of modules is read once, for that takes longer than most rules. */
  private static JavaClasses classes(List<String> modules, String folder) {
    return READ.computeIfAbsent(modules + " " + folder, key -> read(modules, folder));
  }

  private static JavaClasses read(List<String> modules, String folder) {
    List<Path> folders = modules.stream().map(m -> root().resolve(m).resolve(folder)).toList();
    for (Path each : folders) {
      if (!Files.isDirectory(each)) {
        throw new IllegalStateException(
            each + " does not exist: build the modules before this one too (./mvnw verify).");
      }
      if (!holdsClasses(each)) {
        throw new IllegalStateException(each + " holds no class, so a rule about it says nothing.");
      }
    }
    return new ClassFileImporter().importPaths(folders);
  }

  private static boolean holdsClasses(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
