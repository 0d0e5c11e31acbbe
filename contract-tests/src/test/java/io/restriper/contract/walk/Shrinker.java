package io.restriper.contract.walk;

import io.restriper.contract.raw.Shot;
import io.restriper.contract.raw.Shot.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Leaves out of a request what does not matter to its being answered wrongly. */
final class Shrinker {
  private static final int MOST_TRIES = 600;

  private final Function<Shot, List<String>> problems;

  /**
   * A shrinker.
   *
   * @param problems sends a request and says what is wrong with the answer
   */
  Shrinker(Function<Shot, List<String>> problems) {
    this.problems = problems;
  }

  /** The smallest request that is found to be answered as wrongly as this one. */
  Shot smallest(Shot shot) {
    Set<String> kinds = kinds(problems.apply(shot));
    if (kinds.isEmpty()) {
      return shot;
    }
    Shot best = shot;
    int tries = 0;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Shot candidate : candidates(best)) {
        if (tries++ == MOST_TRIES) {
          return best;
        }
        if (kinds(problems.apply(candidate)).stream().anyMatch(kinds::contains)) {
          best = candidate;
          smaller = true;
          break;
        }
      }
    }
    return best;
  }

  /** What is wrong, without what differs from one request to the next. */
  static Set<String> kinds(List<String> problems) {
    return problems.stream()
        .map(problem -> problem.replaceAll("[0-9]{4,}|'.*'", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Shot> candidates(Shot shot) {
    List<Shot> smaller = new ArrayList<>();
    if (shot.framing() != Framing.NONE) {
      smaller.add(shot.withBody("", Framing.NONE));
      shorter(shot.body()).forEach(body -> smaller.add(shot.withBody(body, shot.framing())));
    }
    parts(shot.query()).forEach(query -> smaller.add(shot.withQuery(query)));
    parts(shot.headers()).forEach(headers -> smaller.add(shot.withHeaders(headers)));
    List<String> segments = List.of(shot.path().split("/", -1));
    for (int i = 1; i < segments.size(); i++) {
      List<String> fewer = new ArrayList<>(segments);
      fewer.remove(i);
      smaller.add(shot.withPath("/" + String.join("/", fewer.subList(1, fewer.size()))));
      for (String shorter : shorter(segments.get(i))) {
        List<String> changed = new ArrayList<>(segments);
        changed.set(i, shorter);
        smaller.add(shot.withPath(String.join("/", changed)));
      }
    }
    return smaller;
  }

  /** The list without each of its members, and with each of them shorter. */
  private static List<List<String>> parts(List<String> list) {
    List<List<String>> smaller = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      List<String> fewer = new ArrayList<>(list);
      fewer.remove(i);
      smaller.add(fewer);
    }
    for (int i = 0; i < list.size(); i++) {
      for (String shorter : shorter(list.get(i))) {
        List<String> changed = new ArrayList<>(list);
        changed.set(i, shorter);
        smaller.add(changed);
      }
    }
    return smaller;
  }

  private static List<String> shorter(String text) {
    if (text.length() < 2) {
      return List.of();
    }
    int half = text.length() / 2;
    int quarter = Math.max(1, text.length() / 4);
    return List.of(
        text.substring(0, half),
        text.substring(half),
        text.substring(0, text.length() - quarter),
        text.substring(0, half - half / 2) + text.substring(half - half / 2 + quarter),
        text.substring(0, text.length() - 1));
  }
}
