package io.restriper.contract.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.restriper.contract.supply.BillOfMaterials.Component;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is shipped, and what the build uses, is what {@code docs/dependencies.md} says. */
class SupplyChainIT {
  private static final Path ROOT = Path.of(System.getProperty("restriper.root"));

  private final DependencyPage page;
  private final Map<String, List<String>> shipped;

  SupplyChainIT() throws IOException {
    page = DependencyPage.read(ROOT);
    shipped = page.table(DependencyPage.SHIPPED);
  }

  @Test
  void whatIsShippedIsWhatThePageSays() throws IOException {
    assertThat(review().complaints(bills())).isEmpty();
  }

  @Test
  void whatTheBuildUsesIsOnThePage() throws IOException {
    Poms poms = Poms.read(ROOT);
    Set<String> used = new TreeSet<>(poms.libraries());
    used.addAll(poms.plugins());
    used.removeAll(shipped.keySet());
    Map<String, List<String>> buildOnly = page.table(DependencyPage.BUILD_ONLY);
    assertThat(buildOnly.keySet()).containsExactlyInAnyOrderElementsOf(used);
    assertThat(buildOnly.values()).allSatisfy(row -> assertThat(row.get(1)).isNotEmpty());
  }

  /** The bill of materials of a module holds for its runnable jar too. */
  @Test
  void everyClassThatIsShippedIsOfALibraryInTheBill() throws IOException {
    Map<String, Set<String>> inBill =
        bills().stream()
            .collect(
                Collectors.toMap(
                    BillOfMaterials::module,
                    bill ->
                        bill.components().stream()
                            .map(Component::jar)
                            .collect(Collectors.toSet())));
    for (String module : List.of("server", "cli")) {
      Path runnable =
          ROOT.resolve(module)
              .resolve("target")
              .resolve(module.equals("cli") ? "restriper.jar" : "restriper-server.jar");
      Set<String> unexplained = classes(runnable);
      assertThat(unexplained).isNotEmpty();
      for (Path library : libraries(inBill.get(module))) {
        unexplained.removeAll(classes(library));
      }
      unexplained.removeIf(name -> name.startsWith("io/restriper/"));
      assertThat(unexplained).as("classes in %s of no library in its bill", runnable).isEmpty();
    }
  }

  @Test
  void whatIsNotAsThePageSaysIsFound() {
    Component good = new Component("org.example:good", "1.0", List.of("MIT"), true);
    Review review =
        new Review(
            Map.of("org.example:good", List.of("", "MIT", "server", "for good")), Set.of("MIT"));
    assertThat(review.complaints(List.of(bill("server", good)))).isEmpty();
    assertThat(review.complaints(List.of()))
        .containsExactly("org.example:good is on the page, and no longer shipped");
    assertThat(review.complaints(List.of(bill("server", good), bill("client", good))))
        .containsExactly("org.example:good is shipped in client, server; the page says server");
    Component worse = new Component("org.example:good", "1.1-SNAPSHOT", List.of("SSPL"), false);
    assertThat(review.complaints(List.of(bill("server", worse)))).hasSize(3);
    Component more = new Component("org.example:more", "1.0", List.of("MIT"), true);
    assertThat(review.complaints(List.of(bill("server", good, more))))
        .containsExactly("org.example:more is shipped in server, and not on the page");
  }

  private Review review() {
    return new Review(shipped, page.table(DependencyPage.LICENCES).keySet());
  }

  private static BillOfMaterials bill(String module, Component... components) {
    return new BillOfMaterials(module, List.of(components));
  }

  private static List<BillOfMaterials> bills() throws IOException {
    List<BillOfMaterials> bills = BillOfMaterials.all(ROOT);
    assumeThat(bills).as("bills of materials, which an offline build does not make").isNotEmpty();
    return bills;
  }

  /** The jars of that name on the class path of the tests, which has all that is shipped. */
  private static List<Path> libraries(Set<String> jars) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> jars.contains(path.getFileName().toString()))
        .toList();
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toCollection(HashSet::new));
    }
  }
}
