package io.restriper.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.spec.Contract.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What every operation has to have. */
final class OperationRules {
  private static final Set<String> ALWAYS = Set.of("400", "405", "406", "500", "503");

  private static final Set<String> WITH_TOKEN = Set.of("401", "403", "429");

  /** What the kind of an operation adds to {@link #ALWAYS} and {@link #WITH_TOKEN}. */
  private static final Map<String, Set<String>> BY_OPERATION =
      Map.ofEntries(
          Map.entry("getRestriperStatus", Set.of()),
          Map.entry("getLegacyRestriperStatus", Set.of()),
          Map.entry("getRestriperEvents", Set.of()),
          Map.entry("listRestriperRuns", Set.of()),
          Map.entry("getRestriperRun", Set.of("404")),
          Map.entry("getProtectionStatus", Set.of()),
          Map.entry("listSlots", Set.of()),
          Map.entry("getSlot", Set.of("404")),
          Map.entry("listNodes", Set.of()),
          Map.entry("getClusterSettings", Set.of()),
          Map.entry("getFileSystem", Set.of()),
          Map.entry("getVersion", Set.of()),
          Map.entry("putFileData", Set.of("404", "409", "412", "415", "507")),
          Map.entry("getFileData", Set.of("404", "409", "416")),
          Map.entry("getFileAttributes", Set.of("404", "409")),
          Map.entry("listFileEntries", Set.of("404", "409")),
          Map.entry("deleteFile", Set.of("404", "409")));

  private static final String WITHOUT_TOKEN = "getVersion";

  private OperationRules() {}

  static List<String> areNamed(Contract contract) {
    List<String> findings = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Operation operation : contract.operations()) {
      if (operation.id().isEmpty()) {
        findings.add(operation + " has no operationId");
      } else if (!ids.add(operation.id())) {
        findings.add(operation + " has the operationId of another");
      }
      for (String field : List.of("summary", "description")) {
        if (operation.node().path(field).asText().isBlank()) {
          findings.add(operation + " has no " + field);
        }
      }
    }
    return findings;
  }

  static List<String> haveOneDeclaredTag(Contract contract) {
    Set<String> declared = new HashSet<>();
    contract.document().path("tags").forEach(tag -> declared.add(tag.path("name").asText()));
    List<String> findings = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      JsonNode tags = operation.node().path("tags");
      if (tags.size() != 1) {
        findings.add(operation + " has " + tags.size() + " tags");
      } else if (!declared.contains(tags.get(0).asText())) {
        findings.add(operation + " has a tag that is not declared");
      }
    }
    return findings;
  }

  static List<String> needATokenButOne(Contract contract) {
    List<String> findings = new ArrayList<>();
    JsonNode scheme = contract.components("securitySchemes").path("bearerToken");
    if (!scheme.path("type").asText().equals("http")
        || !scheme.path("scheme").asText().equals("bearer")) {
      findings.add("the scheme bearerToken is not http bearer");
    }
    for (Operation operation : contract.operations()) {
      JsonNode security =
          operation.node().has("security")
              ? operation.node().path("security")
              : contract.document().path("security");
      boolean token = security.size() == 1 && security.get(0).has("bearerToken");
      if (operation.id().equals(WITHOUT_TOKEN) ? !security.isEmpty() : !token) {
        findings.add(operation + " has the wrong security " + security);
      }
    }
    return findings;
  }

  static List<String> tellTheirErrors(Contract contract) {
    List<String> findings = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      Set<String> expected = new TreeSet<>(ALWAYS);
      if (!operation.id().equals(WITHOUT_TOKEN)) {
        expected.addAll(WITH_TOKEN);
      }
      if (!BY_OPERATION.containsKey(operation.id())) {
        findings.add(operation + " is not in the table of errors");
        continue;
      }
      expected.addAll(BY_OPERATION.get(operation.id()));
      Set<String> errors = new TreeSet<>();
      for (var response : operation.node().path("responses").properties()) {
        if (!response.getKey().startsWith("2")) {
          errors.add(response.getKey());
          checkError(contract, operation + " " + response.getKey(), response.getValue(), findings);
        }
      }
      if (!errors.equals(expected)) {
        findings.add(operation + " has the errors " + errors + " and not " + expected);
      }
    }
    return findings;
  }

  private static void checkError(
      Contract contract, String where, JsonNode reference, List<String> findings) {
    JsonNode response = contract.resolved(reference);
    JsonNode schema = response.path("content").path("application/json").path("schema");
    if (response.path("content").size() != 1
        || !schema.path("$ref").asText().equals("#/components/schemas/ApiError")) {
      findings.add(where + " does not carry an ApiError as application/json");
    }
    String status = where.substring(where.length() - 3);
    Map<String, String> headers =
        Map.of(
            "401", "WWW-Authenticate",
            "403", "WWW-Authenticate",
            "405", "Allow",
            "429", "Retry-After",
            "503", "Retry-After");
    if (headers.containsKey(status) && !response.path("headers").has(headers.get(status))) {
      findings.add(where + " has no header " + headers.get(status));
    }
  }

  static List<String> collectionsEndInASlash(Contract contract) {
    List<String> findings = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      if (operation.id().startsWith("list") != operation.path().endsWith("/")) {
        findings.add(operation + " lists and has no slash at its end, or the reverse");
      }
    }
    return findings;
  }
}
