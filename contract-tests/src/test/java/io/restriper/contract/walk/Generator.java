package io.restriper.contract.walk;

import io.restriper.contract.raw.Shot;
import io.restriper.contract.raw.Shot.Framing;
import io.restriper.contract.walk.Operation.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * Makes requests to every operation: first each single thing that can be wrong with it, then as
 * many things at once as chance will have it. The same seed and number always give the same
 * request. Thread-safe.
 */
final class Generator {
  private static final List<String> OUTSIDE =
      List.of(
          "/",
          "/docs",
          "/docs/",
          "/docs/openapi.yaml",
          "/docs/swagger-ui.css",
          "/docs/none",
          "/web/main.js",
          "/web/drives.json",
          "/web/none",
          "/web/",
          "/web",
          "/metrics",
          "/healthz",
          "/readyz",
          "/v1",
          "/v1/",
          "/v2/version",
          "/favicon.ico",
          "/index.html",
          "/actuator",
          "/application.wadl",
          "/v1/files",
          "/v1/files/",
          "/v1/cluster/protection/restriper/runs/1/x",
          "//",
          "/metrics/",
          "/readyz/x");

  private final List<Operation> operations;
  private final long seed;
  private final List<Shot> singles;

  Generator(List<Operation> operations, long seed) {
    this.operations = operations;
    this.seed = seed;
    this.singles = new ArrayList<>();
    operations.forEach(this::addSingles);
    OUTSIDE.forEach(path -> Pools.METHODS.forEach(method -> singles.add(Shot.of(method, path))));
    for (String path : OUTSIDE) {
      Pools.HEADERS.forEach(header -> singles.add(Shot.of("GET", path).plusHeader(header)));
    }
  }

  /** How many requests come before those of chance. */
  int singles() {
    return singles.size();
  }

  /** Each operation asked as it should be. */
  List<Shot> rightly() {
    return operations.stream().flatMap(operation -> good(operation).stream()).toList();
  }

  /**
   * A request.
   *
   * @param number from 0
   */
  Shot shot(long number) {
    if (number < singles.size()) {
      return singles.get((int) number);
    }
    SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
    return random.nextInt(20) == 0 ? outside(random) : wrong(pick(operations, random), random);
  }

  private List<Shot> good(Operation operation) {
    List<String> values =
        !operation.hasPathParameter()
            ? List.of("")
            : operation.template().contains("{ref}") ? Pools.GOOD_REFS : Pools.GOOD_IDS;
    return values.stream().map(value -> base(operation, operation.path(value))).toList();
  }

  private static Shot base(Operation operation, String path) {
    Shot shot = Shot.of(operation.method(), path);
    return operation.body()
        ? shot.plusHeader("Content-Type: application/octet-stream").withBody("four", Framing.LENGTH)
        : shot;
  }

  private void addSingles(Operation operation) {
    List<Shot> good = good(operation);
    singles.addAll(good);
    Shot first = good.get(0);
    Pools.METHODS.forEach(method -> good.forEach(shot -> singles.add(shot.withMethod(method))));
    if (operation.hasPathParameter()) {
      for (String text : Values.TEXTS) {
        singles.add(base(operation, operation.path(text)));
        singles.add(first.withPath(first.path() + text));
      }
    }
    for (String text : Values.TEXTS) {
      singles.add(first.withPath(first.path() + "/" + text));
      singles.add(first.withPath("/" + text + first.path()));
      singles.add(
          first.withPath(first.path().replaceFirst("/([^/]*)$", "/" + quoted(text) + "$1")));
    }
    for (Parameter parameter : operation.queryParameters()) {
      for (String value : values(parameter)) {
        Shot once = first.plusQuery(parameter.name() + "=" + value);
        singles.add(once);
        singles.add(once.plusQuery(parameter.name() + "=1"));
        singles.add(once.plusQuery(parameter.name() + "=" + value));
      }
    }
    Pools.QUERIES.forEach(query -> singles.add(first.plusQuery(query)));
    for (Parameter parameter : operation.headerParameters()) {
      Values.TEXTS.forEach(text -> singles.add(first.plusHeader(parameter.name() + ": " + text)));
    }
    for (String header : Pools.HEADERS) {
      singles.add(first.plusHeader(header));
      String name = header.substring(0, header.indexOf(':'));
      singles.add(first.withoutHeader(name).plusHeader(header).plusHeader(header));
    }
    first.headers().forEach(header -> singles.add(first.withHeaders(List.of())));
    for (String body : Pools.BODIES) {
      singles.add(first.withBody(body, Framing.LENGTH));
      singles.add(first.withBody(body, Framing.CHUNKED));
      singles.add(first.withHeaders(List.of()).withBody(body, Framing.LENGTH));
    }
    singles.add(first.withBody("", Framing.NONE));
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static List<String> values(Parameter parameter) {
    List<String> values = new ArrayList<>(parameter.number() ? Values.NUMBERS : Values.TEXTS);
    if (parameter.minimum() != null) {
      values.add(Long.toString(parameter.minimum()));
      values.add(Long.toString(parameter.minimum() - 1));
    }
    if (parameter.maximum() != null) {
      values.add(Long.toString(parameter.maximum()));
      values.add(Long.toString(parameter.maximum() + 1));
    }
    return values;
  }

  private static Shot outside(SplittableRandom random) {
    Shot shot =
        Shot.of(random.nextInt(3) > 0 ? "GET" : pick(Pools.METHODS, random), pick(OUTSIDE, random));
    return several(shot, random);
  }

  private Shot wrong(Operation operation, SplittableRandom random) {
    Shot shot = pick(good(operation), random);
    if (operation.hasPathParameter() && random.nextInt(3) == 0) {
      shot = shot.withPath(operation.path(text(random)));
    }
    for (Parameter parameter : operation.queryParameters()) {
      if (random.nextBoolean()) {
        shot = shot.plusQuery(parameter.name() + "=" + pick(values(parameter), random));
      }
    }
    for (Parameter parameter : operation.headerParameters()) {
      if (random.nextInt(3) == 0) {
        shot = shot.plusHeader(parameter.name() + ": " + pick(Values.TEXTS, random));
      }
    }
    return several(shot, random);
  }

  private static String text(SplittableRandom random) {
    String text = pick(Values.TEXTS, random);
    return random.nextBoolean() ? text : text + pick(Values.TEXTS, random);
  }

  private static Shot several(Shot shot, SplittableRandom random) {
    Shot changed = shot;
    for (int left = random.nextInt(4); left > 0; left--) {
      changed = pick(CHANGES, random).apply(changed, random);
    }
    return changed;
  }

  private static final List<Framing> FRAMINGS = List.of(Framing.LENGTH, Framing.CHUNKED);

  private static final List<BiFunction<Shot, SplittableRandom, Shot>> CHANGES =
      List.of(
          (shot, random) -> shot.plusHeader(pick(Pools.HEADERS, random)),
          (shot, random) -> shot.plusHeader(pick(Pools.HEADERS, random)),
          (shot, random) -> shot.plusHeader("Accept: " + pick(Pools.MEDIA_TYPES, random)),
          (shot, random) ->
              shot.withoutHeader("Content-Type")
                  .plusHeader("Content-Type: " + pick(Pools.MEDIA_TYPES, random)),
          (shot, random) -> shot.plusQuery(pick(Pools.QUERIES, random)),
          (shot, random) -> shot.withMethod(pick(Pools.METHODS, random)),
          (shot, random) -> shot.withBody(pick(Pools.BODIES, random), pick(FRAMINGS, random)),
          (shot, random) -> shot.withHeaders(List.of()),
          (shot, random) -> shot.withPath(spliced(shot.path(), pick(Values.TEXTS, random), random)),
          (shot, random) -> shot.withPath(escaped(shot.path(), random)),
          (shot, random) -> shot.withPath(shot.path() + "/"),
          (shot, random) -> shot.withPath(shot.path().toUpperCase(java.util.Locale.ROOT)));

  private static String spliced(String path, String text, SplittableRandom random) {
    int at = 1 + random.nextInt(path.length());
    return path.substring(0, at) + text + path.substring(at);
  }

  /** With one character as an escape, which means the same. */
  private static String escaped(String path, SplittableRandom random) {
    int at = random.nextInt(path.length());
    return path.substring(0, at)
        + String.format("%%%02X", (int) path.charAt(at))
        + path.substring(at + 1);
  }

  static <T> T pick(List<T> pool, SplittableRandom random) {
    return pool.get(random.nextInt(pool.size()));
  }
}
