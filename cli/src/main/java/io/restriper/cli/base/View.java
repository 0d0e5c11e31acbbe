package io.restriper.cli.base;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.cli.terminal.Line;
import io.restriper.cli.terminal.Table;
import java.util.List;

/** Something that a command shows, in each of the ways that it can be shown. */
public interface View {

  /** For programs. What is unknown is null in it, and told under {@code not_understood}. */
  JsonNode document();

  /** As rows and columns. */
  Table table();

  /** For a person; the table if there is no better way. */
  default List<Line> text() {
    return table().lines(false);
  }
}
