package io.restriper.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that cannot fail proves nothing: each is shown copies of the contract that break it. */
class LintCanFailTest {
  private static final String STATUS = "/paths/~1v1~1cluster~1protection~1restriper~1status/get";
  private static final String OLD = "/paths/~1v1~1cluster~1restriper~1status/get";
  private static final String VERSION = "/paths/~1v1~1version/get";
  private static final String SCHEMAS = "/components/schemas/";
  private static final String EXAMPLES = "/components/examples/";
  private static final String FIELDS = SCHEMAS + "RestriperStatus/properties";

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("breaches")
  void aBreachIsFound(String rule, String finding, Consumer<Contract> breach) {
    Contract broken = Contract.bundled().copy();
    breach.accept(broken);
    assertThat(ContractLintTest.RULES.get(rule).findings(broken))
        .anySatisfy(found -> assertThat(found).contains(finding));
  }

  @Test
  void everyRuleIsShownABreach() {
    Set<String> shown =
        breaches().map(b -> (String) b.get()[0]).collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown).isEqualTo(ContractLintTest.RULES.keySet());
  }

  static Stream<Arguments> breaches() {
    return Stream.of(ofOperations(), ofDeprecation(), ofSchemas(), ofExamples(), ofTheWire())
        .flatMap(b -> b);
  }

  private static Stream<Arguments> ofOperations() {
    return Stream.of(
        breach("operations are named", "no operationId", STATUS, o -> o.remove("operationId")),
        breach(
            "operations are named",
            "the operationId of another",
            STATUS,
            o -> o.put("operationId", "getVersion")),
        breach("operations are named", "no summary", STATUS, o -> o.put("summary", " ")),
        breach("operations are named", "no description", STATUS, o -> o.remove("description")),
        breach("operations have a tag", "2 tags", STATUS, o -> tags(o).add("Files")),
        breach("operations have a tag", "0 tags", STATUS, o -> o.remove("tags")),
        breach("operations have a tag", "not declared", STATUS, o -> tags(o).set(0, "Other")),
        breach("operations need a token", "wrong security", STATUS, o -> o.putArray("security")),
        breach("operations need a token", "wrong security", VERSION, o -> o.remove("security")),
        breach("operations need a token", "wrong security", "", o -> o.remove("security")),
        breach(
            "operations need a token",
            "not http bearer",
            "/components/securitySchemes/bearerToken",
            o -> o.put("scheme", "basic")),
        breach(
            "operations tell their errors",
            "has the errors",
            STATUS + "/responses",
            o -> o.remove("503")),
        breach(
            "operations tell their errors",
            "has the errors",
            VERSION + "/responses",
            o -> o.set("401", o.get("400"))),
        breach(
            "operations tell their errors",
            "table of errors",
            STATUS,
            o -> o.put("operationId", "other")),
        breach(
            "operations tell their errors",
            "an ApiError",
            "/components/responses/BadRequest/content/application~1json/schema",
            o -> o.put("$ref", "#/components/schemas/InnerError")),
        breach(
            "operations tell their errors",
            "WWW-Authenticate",
            "/components/responses/Unauthorized",
            o -> o.remove("headers")),
        breach(
            "collections end in a slash",
            "no slash",
            "/paths",
            o -> o.set("/v1/cluster/nodes", o.remove("/v1/cluster/nodes/"))));
  }

  private static Stream<Arguments> ofDeprecation() {
    return Stream.of(
        deprecation("needs x-sunset", OLD, o -> o.remove("x-sunset")),
        deprecation("needs x-deprecated-since", OLD, o -> o.remove("x-deprecated-since")),
        deprecation("needs x-successor", OLD, o -> o.remove("x-successor")),
        deprecation("needs x-successor", OLD, o -> o.put("x-successor", "getNothing")),
        deprecation("not '24.11.2028'", OLD, o -> o.put("x-sunset", "24.11.2028")),
        deprecation("earlier than 1 year", OLD, o -> o.put("x-sunset", "2027-11-23")),
        deprecation(
            "deprecated itself", OLD, o -> o.put("x-successor", "getLegacyRestriperStatus")),
        deprecation("other parameters", OLD, o -> o.put("x-successor", "getSlot")),
        deprecation("200 has no Sunset", OLD + "/responses/200/headers", o -> o.remove("Sunset")),
        deprecation("is not deprecated", OLD, o -> o.remove("deprecated")),
        deprecation("needs x-sunset", STATUS, o -> o.put("deprecated", true)));
  }

  private static Arguments deprecation(String finding, String place, Consumer<ObjectNode> change) {
    return breach("deprecation is a process", finding, place, change);
  }

  private static Stream<Arguments> ofSchemas() {
    return Stream.of(
        undescribed(SCHEMAS + "RestriperStatus"),
        undescribed(FIELDS + "/data_at_risk"),
        undescribed("/components/parameters/Limit"),
        undescribed("/components/parameters/Limit/schema"),
        undescribed("/components/headers/ETag"),
        undescribed("/components/responses/BadRequest"),
        undescribed("/tags/0"),
        undescribed(SCHEMAS + "ApiError/properties/stack/items"),
        breach(
            "enums are components",
            "an enum of its own",
            FIELDS + "/blocked_reason",
            o -> o.putArray("enum").add("")),
        breach(
            "every field is required",
            "RestriperStatus",
            SCHEMAS + "RestriperStatus",
            o -> ((ArrayNode) o.get("required")).remove(0)),
        breach(
            "numbers tell their format",
            "elapsed_seconds",
            FIELDS + "/elapsed_seconds",
            o -> o.remove("format")),
        breach(
            "numbers tell their format",
            "coordinator_node",
            FIELDS + "/coordinator_node",
            o -> o.remove("format")),
        breach(
            "byte counts are strings",
            "FileAttributes.size",
            SCHEMAS + "FileAttributes/properties/size",
            o -> o.put("type", "integer")),
        breach(
            "byte counts are strings",
            "DiskSlot.raw_capacity",
            SCHEMAS + "DiskSlot/properties/raw_capacity",
            o -> o.remove("pattern")),
        breach(
            "references lead somewhere",
            "#/components/schemas/Nowhere",
            FIELDS + "/state",
            o -> o.put("$ref", "#/components/schemas/Nowhere")),
        breach("the contract has a version", "info.version", "/info", o -> o.put("version", "1")),
        breach("the contract has a version", "3.0.3", "", o -> o.put("openapi", "3.1.0")),
        breach("a parser has no message", "info", "", o -> o.remove("info")));
  }

  private static void replace(ObjectNode example, String what, String by) {
    example.put("value", example.path("value").asText().replace(what, by));
  }

  private static Stream<Arguments> ofExamples() {
    return Stream.of(
        breach(
            "streams obey their schemas",
            "run_id",
            EXAMPLES + "EventStream",
            o -> replace(o, "run_id", "run")),
        breach(
            "streams obey their schemas",
            "coordinator_node",
            EXAMPLES + "EventStream",
            o -> replace(o, "coordinator_node", "node")),
        breach(
            "streams obey their schemas",
            "the type of another event",
            EXAMPLES + "EventStream",
            o -> replace(o, "event: drive_lost", "event: drive_back")),
        breach(
            "streams obey their schemas",
            "no value",
            EXAMPLES + "EventStream",
            o -> replace(o, "data: {", "data: x")),
        breach(
            "streams obey their schemas",
            "shows no event",
            EXAMPLES + "EventStream",
            o -> o.put("value", ": no news\n\n")),
        breach(
            "examples obey their schemas",
            "coordinator_node",
            EXAMPLES + "RestriperReprotect/value",
            o -> o.remove("coordinator_node")),
        breach(
            "examples obey their schemas",
            "percent_complete",
            EXAMPLES + "RestriperReprotect/value",
            o -> o.put("percent_complete", 101)),
        breach(
            "examples obey their schemas",
            "phase",
            EXAMPLES + "RestriperReprotect/value",
            o -> o.put("phase", "OTHER")),
        breach(
            "examples obey their schemas",
            "pending_configuration",
            SCHEMAS + "PendingConfiguration",
            o -> o.remove("nullable")),
        breach(
            "examples obey their schemas",
            "parameters/Limit",
            "/components/parameters/Limit",
            o -> o.put("example", 0)),
        breach(
            "examples obey their schemas",
            "data_at_risk",
            FIELDS + "/data_at_risk",
            o -> o.put("example", "yes")),
        breach(
            "examples obey their schemas",
            "no value",
            EXAMPLES + "Settings",
            o -> o.remove("value")),
        breach(
            "examples are shown",
            "the example Other",
            "/components/examples",
            o -> o.putObject("Other").put("value", 1)),
        breach(
            "answers have examples",
            "no example",
            VERSION + "/responses/200/content/application~1json",
            o -> o.remove("examples")),
        breach(
            "examples show every value",
            "TRANSCODE",
            EXAMPLES + "RestriperTranscode/value",
            o -> o.put("phase", "REBALANCE")),
        ofAStatus("a phase", "RestriperFinished", o -> o.put("phase", "PLANNING")),
        ofAStatus("a phase", "LegacyReprotect", o -> o.put("phase", "")),
        ofAStatus("elapsed_seconds", "RestriperFinished", o -> o.put("elapsed_seconds", 1)),
        ofAStatus("percent_complete", "RestriperNotStarted", o -> o.put("percent_complete", 1)),
        ofAStatus("estimated", "LegacyFinished", o -> o.put("estimated_seconds_left", 1)),
        ofAStatus("blocked_reason", "RestriperReprotect", o -> o.put("blocked_reason", "x")),
        ofAStatus("blocked_reason", "LegacyFinished", o -> o.put("blocked_reason", "x")),
        ofAStatus("BLOCKED", "LegacyFinishedBlocked", o -> o.put("blocked_reason", "")));
  }

  private static Stream<Arguments> ofTheWire() {
    String rule = "the slice is the published one";
    return Stream.of(
        breach(rule, "missing: GET /v1/version", "/paths", o -> o.remove("/v1/version")),
        breach(rule, "added: POST /v1/version", "/paths/~1v1~1version", o -> post(o)),
        breach(rule, "missing: RestriperStatus.state", FIELDS, o -> o.remove("state")),
        breach(rule, "added: RestriperStatus.eta", FIELDS, o -> o.putObject("eta")),
        breach(
            rule,
            "missing: RestriperStatus.state: enum",
            SCHEMAS + "RestriperState",
            o -> ((ArrayNode) o.get("enum")).add("PAUSED")),
        breach(
            rule,
            "added: PendingConfiguration.blocks_per_stripe: string",
            SCHEMAS + "PendingConfiguration/properties/blocks_per_stripe",
            o -> o.put("type", "string")),
        breach(
            rule,
            "added: ApiError.inner: InnerError",
            SCHEMAS + "InnerError",
            o -> o.remove("nullable")));
  }

  private static void post(ObjectNode path) {
    path.set("post", path.get("get").deepCopy());
  }

  private static ArrayNode tags(ObjectNode operation) {
    return (ArrayNode) operation.get("tags");
  }

  private static Arguments undescribed(String place) {
    String shown = "#" + place;
    return breach("everything is described", shown, place, o -> o.put("description", ""));
  }

  private static Arguments ofAStatus(String finding, String example, Consumer<ObjectNode> change) {
    String rule = "examples of a status obey it";
    return breach(rule, finding, EXAMPLES + example + "/value", change);
  }

  private static Arguments breach(
      String rule, String finding, String place, Consumer<ObjectNode> change) {
    Consumer<Contract> breach = c -> change.accept((ObjectNode) c.document().at(place));
    return arguments(rule, finding, breach);
  }
}
