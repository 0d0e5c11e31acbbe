package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.server.access.token.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/access.md says what the server does. */
class AccessDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(?:GET|PUT|DELETE) .*\\| (`\\w+`(?:, `\\w+`)*) \\| ([a-z ]+) \\|");

  @Test
  void theTableOfRolesIsThatOfTheServer() throws IOException {
    Map<String, String> told = new HashMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "access.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        for (String operation : List.of(row.group(1).replace("`", "").split(", "))) {
          told.put(operation, row.group(2));
        }
      }
    }
    Map<String, String> right = new HashMap<>();
    for (String operation : Operations.known()) {
      right.put(operation, Operations.neededBy(operation).map(Role::word).orElse("no token"));
    }
    assertThat(told).isEqualTo(right);
  }

  @Test
  void theNumbersAreThoseOfTheServer() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "access.md")))
        .contains(Access.FAILURES + " wrong tokens have come from the same address at once")
        .contains("more than one in " + Access.REFILL.toSeconds() + " s since")
        .contains(
            "faster than one in "
                + Audit.REFILL.toSeconds()
                + " s, after "
                + Audit.REFUSALS
                + " at once");
  }

  /** So that the table, the rows of which EveryOperationTest tries, has a row for each. */
  @Test
  void everyOperationOfTheContractHasARow() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "access.md"));
    Set<String> missing = new HashSet<>();
    EveryOperationTest.operations()
        .map(each -> (String) each.get()[0])
        .filter(operation -> !document.contains("| `" + operation + "` |"))
        .forEach(missing::add);
    assertThat(missing).isEmpty();
  }
}
