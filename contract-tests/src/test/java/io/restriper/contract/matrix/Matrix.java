package io.restriper.contract.matrix;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which client was verified with which server, and how. */
final class Matrix {
  private final List<Row> rows = new ArrayList<>();

  /**
   * A line of the table.
   *
   * @param how what was done to find out
   * @param detail of what went wrong; empty if nothing did
   */
  record Row(
      String clientVersion, String serverVersion, String how, boolean verified, String detail) {}

  void add(Row row) {
    rows.add(row);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Whether all that are in the field can be used together with what this build makes. */
  boolean canDeploy() {
    return !rows.isEmpty() && rows.stream().allMatch(Row::verified);
  }

  String table() {
    StringBuilder table =
        new StringBuilder("| client | server | verified | how |\n|---|---|---|---|\n");
    for (Row row : rows) {
      table.append(
          String.format(
              "| %s | %s | %s | %s |%n",
              row.clientVersion,
              row.serverVersion,
              row.verified ? "yes" : "NO: " + row.detail.lines().findFirst().orElse("no reason"),
              row.how));
    }
    return table
        .append("\nCan be deployed: ")
        .append(canDeploy() ? "yes" : "NO")
        .append('\n')
        .toString();
  }

  /** Writes the table for people and for programs. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("compatibility-matrix.md"), table());
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(directory.resolve("compatibility-matrix.json").toFile(), rows);
  }
}
