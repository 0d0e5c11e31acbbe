package io.restriper.contract.walk;

import io.restriper.contract.raw.RawAnswer;
import io.restriper.contract.raw.Shot;
import io.restriper.contract.spec.SpecResponses;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with an answer: by the specification, by HTTP, and by what it gives away. */
final class Judge {
  /** What HTTP itself refuses, whatever is asked for: the specification cannot list it. */
  private static final Set<Integer> BELOW_THE_SPECIFICATION = Set.of(408, 413, 414, 417, 431, 505);

  /** A head is not refused for its size below this. */
  private static final int LARGE_HEAD = 8 * 1024;

  private static final Pattern INTERNALS =
      Pattern.compile(
          "\\b(java|javax|jakarta|sun|jdk|com\\.fasterxml|com\\.sun|org|io\\.restriper)(\\.[a-z_]\\w*)*\\.[A-Z]\\w+"
              + "|(?<=\\w)(Exception|Error)\\b|\\bat [\\w.$]+\\(|Caused by|(?i:jetty|jersey|glassfish|servlet|sqlite)"
              + "|(?i:<html|<body|<!doctype|<pre)|\\.java:\\d|/restriper-data\\b|/drive-\\d|NullPointer");

  /** Tells operators where drives are that do not work, so that they find them. */
  private static final String PLACES = "/web/drives.json";

  private static final Pattern OUTSIDE =
      Pattern.compile("/|/docs/?|/docs/[^/]+/?|/web/[^/]+/?|/(metrics|healthz|readyz)/?");

  private static final Pattern HARMLESS_ESCAPE =
      Pattern.compile("%(?i:2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])");

  private final SpecResponses spec;
  private final List<Operation> operations;
  private final Set<String> secrets;
  private final Keyring keys;

  /** A judge of a server that lets everybody in. */
  Judge(SpecResponses spec, List<Operation> operations, Set<String> secrets) {
    this(spec, operations, secrets, Keyring.OPEN);
  }

  /**
   * A judge.
   *
   * @param secrets what must be in no answer, such as where the server's data is
   * @param keys who is let in
   */
  Judge(SpecResponses spec, List<Operation> operations, Set<String> secrets, Keyring keys) {
    this.spec = spec;
    this.operations = operations;
    this.secrets = secrets;
    this.keys = keys;
  }

  /** What is wrong with the answer to a request; empty if nothing is. */
  List<String> problems(Shot shot, RawAnswer answer) {
    List<String> found =
        new ArrayList<>(general(answer, new String(shot.bytes(), StandardCharsets.ISO_8859_1)));
    int status = answer.status();
    Optional<Operation> operation = operation(shot);
    found.addAll(keys.problems(shot, status, operation));
    // What is escaped without need means the same, and may be refused all the same.
    String path = status == 404 && !isOperation(shot.path()) ? shot.path() : normal(shot.path());
    if (path.equals(PLACES) || path.equals(PLACES + "/")) {
      found.removeIf(problem -> problem.startsWith("it gives away"));
    }
    if (BELOW_THE_SPECIFICATION.contains(status)) {
      if (shot.bytes().length - shot.body().length() < LARGE_HEAD
          && !String.join("\n", shot.headers()).contains("Expect:")) {
        found.add("status " + status + " for a request that HTTP has nothing against");
      }
      return found;
    }
    if (keys.refusals().contains(status) && (operation.isEmpty() || !isOperation(shot.path()))) {
      // Whoever is not let in is not told whether there is anything.
      found.addAll(errorShape(answer, shot.method()));
    } else if (OUTSIDE.matcher(path).matches()) {
      found.addAll(outside(shot.method(), answer));
    } else if (shot.method().equals("OPTIONS") && status == 200 && !methods(path).isEmpty()) {
      if (answer.body().length > 0) {
        found.add("a body where none is documented");
      }
      found.addAll(allow(path, answer));
    } else if (status == 503) {
      found.addAll(errorShape(answer, shot.method()));
    } else {
      found.addAll(
          spec.violations(
              new SpecResponses.Answer(
                  shot.method(), path, status, answer::header, answer.body())));
    }
    if (status == 405) {
      found.addAll(allow(path, answer));
    }
    return found;
  }

  /** What may be wrong with any answer, whatever was asked. */
  List<String> general(RawAnswer answer, String request) {
    List<String> found = new ArrayList<>();
    int status = answer.status();
    if (status >= 500 && status != 503 && status != 505) {
      found.add("status " + status);
    }
    if (status == 503
        && answer.header("Retry-After").isEmpty()
        && !answer.text().startsWith("{\"status\"")) {
      found.add("503 without Retry-After");
    }
    if (answer.header("Server").isPresent() || answer.header("X-Powered-By").isPresent()) {
      found.add("a header field tells what the server is made of");
    }
    String type = answer.header("Content-Type").orElse("none");
    if (status >= 400 && answer.body().length > 0 && !type.equals("application/json")) {
      found.add("an error of type " + type);
    }
    for (String name : List.of("Content-Type", "ETag", "Allow", "Location", "Retry-After")) {
      if (answer.values(name).size() > 1) {
        found.add("header " + name + " comes more than once");
      }
    }
    if (!type.startsWith("application/octet-stream") && status != 200 || type.contains("json")) {
      found.addAll(leaks(answer.headers() + answer.text(), request));
    }
    return found;
  }

  /** What is given away, and was not in the request either. */
  private List<String> leaks(String text, String request) {
    List<String> found = new ArrayList<>();
    Matcher internals = INTERNALS.matcher(text);
    while (internals.find()) {
      String given = internals.group();
      if (!request.contains(given) && !decoded(request).contains(given)) {
        found.add("it gives away '" + given + "'");
      }
    }
    secrets.stream().filter(text::contains).forEach(secret -> found.add("it gives away " + secret));
    return found;
  }

  private static String decoded(String request) {
    try {
      return URLDecoder.decode(request, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** An error as the specification has them everywhere. */
  List<String> errorShape(RawAnswer answer, String method) {
    // What is nowhere is answered with an error and nothing else.
    return spec.violations(
        new SpecResponses.Answer(method, "/nowhere", 404, answer::header, answer.body()));
  }

  private List<String> outside(String method, RawAnswer answer) {
    int status = answer.status();
    if (status >= 400
        && !(status == 503 && answer.text().startsWith("{\"status\":\"not ready\""))) {
      return Set.of(400, 404, 405, 406, 412, 415, 503).contains(status)
          ? errorShape(answer, method)
          : List.of("status " + status + " outside of the specification");
    }
    return Set.of(200, 304, 308).contains(status)
        ? List.of()
        : List.of("status " + status + " outside of the specification");
  }

  private List<String> allow(String path, RawAnswer answer) {
    Set<String> told =
        new TreeSet<>(Arrays.asList(answer.header("Allow").orElse("").split(",\\s*")));
    Set<String> missing = new TreeSet<>(methods(path));
    missing.removeAll(told);
    if (told.contains("")) {
      return List.of("no Allow");
    }
    return missing.isEmpty() ? List.of() : List.of("Allow does not name " + missing);
  }

  /** The methods that the specification has for a path. */
  private Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    for (Operation operation : operations) {
      if (matches(operation, path)) {
        methods.add(operation.method());
      }
    }
    return methods;
  }

  private boolean isOperation(String path) {
    return operations.stream().anyMatch(operation -> matches(operation, path));
  }

  /** The operations whose path a request has, whatever its method is. */
  List<Operation> operationsAt(Shot shot) {
    String path = normal(shot.path());
    return operations.stream().filter(operation -> matches(operation, path)).toList();
  }

  /** The operation that a request is for, if it is for one. */
  Optional<Operation> operation(Shot shot) {
    String path = normal(shot.path());
    return operations.stream()
        .filter(operation -> operation.method().equals(shot.method()) && matches(operation, path))
        .findFirst();
  }

  private static boolean matches(Operation operation, String path) {
    String[] template = withoutSlash(operation.template()).split("/", -1);
    String[] asked = withoutSlash(path).split("/", -1);
    if (template.length != asked.length) {
      return false;
    }
    for (int i = 0; i < asked.length; i++) {
      boolean parameter = template[i].startsWith("{");
      if (parameter ? asked[i].isEmpty() : !template[i].equals(asked[i])) {
        return false;
      }
    }
    return true;
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** A path without escapes that mean nothing, and in the form of the operation that it names. */
  private String normal(String path) {
    Matcher escape = HARMLESS_ESCAPE.matcher(path);
    String plain =
        escape.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group().substring(1), 16))));
    for (Operation operation : operations) {
      if (matches(operation, plain)) {
        boolean slash = operation.template().endsWith("/");
        return withoutSlash(plain) + (slash ? "/" : "");
      }
    }
    return plain;
  }
}
