package io.restriper.engine.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The table of faults in the documents is what the tests say. {@code -Drestriper.write-fault-table}
 * writes it.
 */
class FaultTableTest {
  private static final String BEGIN = "<!-- The table is written by FaultTableTest. -->\n";
  private static final String END = "<!-- End of the table. -->\n";

  private record Line(Fault fault, String on, String outcome, String test) {}

  @Test
  void theTableInTheDocumentsIsWhatTheTestsSay() throws IOException {
    Path page = page();
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    assertThat(begin).as("the mark '%s' in %s", BEGIN, page).isNotNegative();
    assertThat(end).as("the mark '%s' in %s", END, page).isGreaterThan(begin);
    String written = text.substring(0, begin + BEGIN.length()) + table() + text.substring(end);
    if (System.getProperty("restriper.write-fault-table") != null) {
      Files.writeString(page, written);
    }
    assertThat(Files.readString(page)).isEqualTo(written);
  }

  @Test
  void everyFaultHasARow() {
    Set<Fault> faults = new TreeSet<>();
    lines().forEach(line -> faults.add(line.fault));
    assertThat(faults).containsExactly(Fault.values());
  }

  private static Path page() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.isDirectory(here.resolve("docs")) ? here : here.getParent();
    return root.resolve("docs/reliability.md");
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("\n| fault | of | what happens | test |\n|---|---|---|---|\n");
    Fault last = null;
    for (Line line : lines()) {
      table
          .append("| ")
          .append(line.fault == last ? "" : line.fault.words())
          .append(" | ")
          .append(line.on)
          .append(" | ")
          .append(line.outcome)
          .append(" | `")
          .append(line.test)
          .append("` |\n");
      last = line.fault;
    }
    return table.append('\n').toString();
  }

  /** Operations of which the same is said share a line. */
  private static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (DriveRow row : DriveRow.all()) {
      String test = DriveFaultTest.class.getSimpleName();
      Line before = lines.isEmpty() ? null : lines.get(lines.size() - 1);
      if (before != null
          && before.fault == row.fault()
          && before.outcome.equals(row.outcome().words())) {
        lines.set(
            lines.size() - 1,
            new Line(before.fault, before.on + "; " + row.on(), before.outcome, test));
      } else {
        lines.add(new Line(row.fault(), row.on(), row.outcome().words(), test));
      }
    }
    List<Line> others = new ArrayList<>();
    for (Class<?> test :
        ReflectionSupport.findAllClassesInPackage(
            "io.restriper.engine", each -> true, name -> name.endsWith("Test"))) {
      for (Method method : test.getDeclaredMethods()) {
        for (FaultRow row : method.getAnnotationsByType(FaultRow.class)) {
          String name = test.getSimpleName() + "." + method.getName();
          others.add(new Line(row.fault(), row.on(), row.outcome(), name));
        }
      }
    }
    others.sort(Comparator.comparing(Line::on).thenComparing(Line::test));
    lines.addAll(others);
    lines.sort(Comparator.comparing(Line::fault));
    return lines;
  }
}
