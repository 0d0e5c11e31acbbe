package io.restriper.contract.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query in PromQL asks for, as far as it can be read without knowing the whole language.
 *
 * @param text the query
 */
record Query(String text) {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern BRACES = Pattern.compile("\\{([^}]*)}");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern DURATION = Pattern.compile("\\[[^]]*]");
  private static final Pattern WORD = Pattern.compile("[a-zA-Z_]\\w*");
  private static final Pattern CALL = Pattern.compile("[a-zA-Z_]\\w*\\s*\\(");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool");

  private String bare() {
    return QUOTED.matcher(text).replaceAll("\"\"");
  }

  /** The names of the metrics. */
  Set<String> names() {
    String rest = BRACES.matcher(bare()).replaceAll(" ");
    rest = GROUPING.matcher(rest).replaceAll(" ");
    rest = DURATION.matcher(rest).replaceAll(" ");
    rest = CALL.matcher(rest).replaceAll(" ( ");
    Set<String> names = new TreeSet<>();
    Matcher word = WORD.matcher(rest);
    while (word.find()) {
      if (!OPERATORS.contains(word.group()) && !isPartOfNumber(rest, word.start())) {
        names.add(word.group());
      }
    }
    return names;
  }

  private static boolean isPartOfNumber(String text, int start) {
    return start > 0 && Character.isDigit(text.charAt(start - 1));
  }

  /** The labels that it selects and groups by. */
  Set<String> labels() {
    Set<String> labels = new TreeSet<>();
    for (Pattern pattern : new Pattern[] {BRACES, GROUPING}) {
      Matcher part = pattern.matcher(bare());
      while (part.find()) {
        Matcher word = WORD.matcher(part.group(1));
        while (word.find()) {
          labels.add(word.group());
        }
      }
    }
    return labels;
  }
}
