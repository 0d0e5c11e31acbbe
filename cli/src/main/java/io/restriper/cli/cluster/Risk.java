package io.restriper.cli.cluster;

import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Style;
import io.restriper.client.view.ClusterStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether data is safe, as far as it is known. */
public enum Risk {
  /** The server says that nothing is at risk, and every word of its answer was understood. */
  PROTECTED("PROTECTED", Style.GOOD),
  /** The server says that data is at risk. */
  AT_RISK("AT RISK", Style.BAD),
  /** Anything else. */
  UNKNOWN("UNKNOWN", Style.WARN);

  private final String words;
  private final Style style;

  Risk(String words, Style style) {
    this.words = words;
    this.style = style;
  }

  /** What a status says about it. */
  public static Risk of(ClusterStatus status) {
    if (status.dataAtRisk().orElse(false)) {
      return AT_RISK;
    }
    return status.isKnownToBeSafe() ? PROTECTED : UNKNOWN;
  }

  /** For a person. */
  public Cell cell() {
    return new Cell(words, style);
  }

  /** For programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What of a status was not understood, such as {@code state is "REWINDING"}. */
  public static String notUnderstood(ClusterStatus status) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, String> value : status.unknowns().values().entrySet()) {
      parts.add(
          value.getKey()
              + (value.getValue().isEmpty()
                  ? " was not sent"
                  : " is " + shortened(value.getValue())));
    }
    return String.join(", ", parts);
  }

  private static String shortened(String json) {
    int most = 80;
    return json.length() <= most ? json : json.substring(0, most) + "...";
  }
}
