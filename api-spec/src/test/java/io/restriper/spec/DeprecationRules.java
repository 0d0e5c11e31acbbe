package io.restriper.spec;

import io.restriper.spec.Contract.Operation;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operation that goes out of use has to tell, so that nobody is surprised. */
final class DeprecationRules {
  private static final String SINCE = "x-deprecated-since";
  private static final String SUNSET = "x-sunset";
  private static final String SUCCESSOR = "x-successor";
  private static final List<String> FIELDS = List.of(SINCE, SUNSET, SUCCESSOR);
  private static final List<String> HEADERS = List.of("Deprecation", "Sunset", "Link");
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  /** How long a deprecated operation is served at least. */
  private static final int YEARS = 1;

  private DeprecationRules() {}

  static List<String> isAProcess(Contract contract) {
    List<String> findings = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      if (operation.node().path("deprecated").asBoolean()) {
        checkDates(operation, findings);
        checkSuccessor(contract, operation, findings);
        checkHeaders(operation, findings);
      } else {
        for (String field : FIELDS) {
          if (operation.node().has(field)) {
            findings.add(operation + " has " + field + " and is not deprecated");
          }
        }
      }
    }
    return findings;
  }

  private static void checkDates(Operation operation, List<String> findings) {
    Optional<LocalDate> since = date(operation, SINCE, findings);
    Optional<LocalDate> sunset = date(operation, SUNSET, findings);
    if (since.isPresent()
        && sunset.isPresent()
        && sunset.get().isBefore(since.get().plusYears(YEARS))) {
      findings.add(
          operation
              + " has its "
              + SUNSET
              + " earlier than "
              + YEARS
              + " year after its "
              + SINCE
              + "; those who use it need the time");
    }
  }

  private static Optional<LocalDate> date(
      Operation operation, String field, List<String> findings) {
    String text = operation.node().path(field).asText();
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      findings.add(
          operation
              + " is deprecated and needs "
              + field
              + " with a date such as '2026-11-24', not '"
              + text
              + "'");
      return Optional.empty();
    }
  }

  private static void checkSuccessor(
      Contract contract, Operation operation, List<String> findings) {
    String id = operation.node().path(SUCCESSOR).asText();
    Optional<Operation> successor =
        contract.operations().stream().filter(other -> other.id().equals(id)).findFirst();
    if (successor.isEmpty()) {
      findings.add(
          operation
              + " is deprecated and needs "
              + SUCCESSOR
              + " with the operationId to use instead, not '"
              + id
              + "'");
    } else if (successor.get().node().path("deprecated").asBoolean()) {
      findings.add(operation + " has a successor that is deprecated itself: " + id);
    } else if (!parameters(operation).containsAll(parameters(successor.get()))) {
      findings.add(
          operation
              + " has a successor whose path has other parameters, so that no link can be made: "
              + id);
    }
  }

  private static Set<String> parameters(Operation operation) {
    Set<String> names = new TreeSet<>();
    for (Matcher name = PARAMETER.matcher(operation.path()); name.find(); ) {
      names.add(name.group(1));
    }
    return names;
  }

  private static void checkHeaders(Operation operation, List<String> findings) {
    for (var response : operation.node().path("responses").properties()) {
      for (String header : HEADERS) {
        if (response.getKey().startsWith("2") && !response.getValue().path("headers").has(header)) {
          findings.add(
              operation + " is deprecated and its " + response.getKey() + " has no " + header);
        }
      }
    }
  }
}
