package io.restriper.gate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restriper.gate.rule.Change;
import io.restriper.gate.rule.Rule;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes beyond one rule: directions, shared parts, and what is hidden deep in a schema. */
class ComparisonTest {
  private static final String DOCUMENT =
      """
      openapi: 3.0.3
      info: {title: Example, version: 1.0.0}
      security: [{token: []}]
      paths:
        /things/{id}:
          parameters:
            - {name: id, in: path, required: true, schema: {type: string}}
          put:
            operationId: putThing
            tags: [Things]
            parameters:
              - $ref: '#/components/parameters/Tag'
            requestBody:
              required: true
              content:
                application/json: {schema: {$ref: '#/components/schemas/Thing'}}
            responses:
              '200':
                description: As it is.
                content:
                  application/json: {schema: {$ref: '#/components/schemas/Thing'}}
              '404': {$ref: '#/components/responses/Gone'}
          get:
            operationId: hearThing
            tags: [Things]
            parameters:
              - $ref: '#/components/parameters/Tag'
            responses:
              '200':
                description: A stream.
                content:
                  text/event-stream:
                    schema: {type: string, format: binary}
                    x-event-data: {schema: {$ref: '#/components/schemas/Event'}}
              '404': {$ref: '#/components/responses/Gone'}
      components:
        parameters:
          Tag: {name: If-Match, in: header, schema: {type: string, maxLength: 64}}
        responses:
          Gone:
            description: There is none.
            headers:
              Age: {required: true, schema: {type: integer}}
        schemas:
          Thing:
            type: object
            required: [name, parts]
            properties:
              name: {type: string, minLength: 2}
              size: {type: integer, nullable: true}
              parts:
                type: array
                items:
                  type: object
                  properties:
                    weight: {type: number, format: double}
          Event:
            type: object
            properties:
              kind: {type: string, enum: [lost, found]}
      """;

  @Test
  void aContractIsEqualToItself() throws IOException {
    assertThat(changes("version: 1.0.0", "version: 7.0.0")).isEmpty();
  }

  @Test
  void ofASchemaThatGoesBothWaysTheStricterSideDecides() throws IOException {
    assertRules("minLength: 2", "minLength: 1", Rule.RESPONSE_LIMIT_LOOSENED);
    assertRules("minLength: 2", "minLength: 3", Rule.REQUEST_MINIMUM_RAISED);
    assertRules(", nullable: true", "", Rule.REQUEST_NULLABLE_REMOVED);
    assertRules("minLength: 2", "minLength: 2, nullable: true", Rule.RESPONSE_NULLABLE_ADDED);
    assertRules("[name, parts]", "[name]", Rule.RESPONSE_PROPERTY_MADE_OPTIONAL);
    assertRules("[name, parts]", "[name, parts, size]", Rule.REQUEST_PROPERTY_MADE_REQUIRED);
  }

  @Test
  void aSharedPartIsToldOfOnceByItsOwnName() throws IOException {
    assertThat(changes("maxLength: 64", "maxLength: 32"))
        .containsExactly(
            new Change(
                "parameter Tag", Rule.REQUEST_MAXIMUM_LOWERED, "maxLength was 64 and is 32"));
    assertThat(changes("Age: {required: true", "Age: {required: false"))
        .extracting(Change::where, Change::rule)
        .containsExactly(tuple("response Gone, header Age", Rule.HEADER_MADE_OPTIONAL));
  }

  @Test
  void theItemsOfAListAreCompared() throws IOException {
    assertThat(changes("format: double", "format: float"))
        .extracting(Change::where)
        .containsExactly("schema Thing, property parts, items, property weight");
  }

  @Test
  void theDataOfEventsIsAnAnswer() throws IOException {
    assertRules("[lost, found]", "[lost, found, sold]", Rule.RESPONSE_ENUM_VALUE_ADDED);
    assertRules(
        "x-event-data: {schema: {$ref: '#/components/schemas/Event'}}",
        "x-event-data: {schema: {$ref: '#/components/schemas/Thing'}}",
        Rule.TYPE_CHANGED);
  }

  @Test
  void aParameterOfThePathIsOneOfEachOfItsOperations() throws IOException {
    assertThat(
            changes(
                "in: path, required: true, schema: {type: string}",
                "in: path, required: true, schema: {type: integer}"))
        .extracting(Change::rule)
        .containsExactly(Rule.TYPE_CHANGED, Rule.TYPE_CHANGED);
  }

  @Test
  void theNameOfAHeaderIsTheSameInLargeAndSmallLetters() throws IOException {
    assertThat(changes("name: If-Match", "name: if-match")).isEmpty();
  }

  @Test
  void aParameterThatTravelsElsewhereIsGoneAndAnotherOneIsThere() throws IOException {
    assertThat(changes("in: header", "in: query"))
        .extracting(Change::rule)
        .contains(Rule.PARAMETER_REMOVED, Rule.PARAMETER_ADDED);
  }

  @Test
  void securityOfTheWholeDocumentIsThatOfEachOperation() throws IOException {
    assertRules(
        "security: [{token: []}]", "security: []", Rule.SECURITY_CHANGED, Rule.SECURITY_CHANGED);
    assertRules(
        "security: [{token: []}]",
        "security: [{token: [], key: []}]",
        Rule.SECURITY_CHANGED,
        Rule.SECURITY_CHANGED);
  }

  @Test
  void aRequiredNameThatIsNoPropertyCountsToo() throws IOException {
    assertRules("[name, parts]", "[name, parts, ghost]", Rule.REQUEST_PROPERTY_MADE_REQUIRED);
  }

  @Test
  void theEndOfSomethingDeprecatedIsPartOfItsDeprecation() throws IOException {
    assertRules(
        "operationId: hearThing",
        "operationId: hearThing\n      deprecated: true\n      x-sunset: '2027-01-01'",
        Rule.DEPRECATION_CHANGED,
        Rule.DEPRECATION_CHANGED);
  }

  @Test
  void anExtensionThatNobodyKnowsIsBreaking() throws IOException {
    assertRules(
        "Event:\n      type: object",
        "Event:\n      x-implements: [Some]\n      type: object",
        Rule.UNKNOWN_CHANGE);
  }

  @Test
  void aChangeIsJudgedByAllThatItDoes() throws IOException {
    assertRules(
        "[lost, found]",
        "[missing, found, lost]",
        Rule.RESPONSE_ENUM_VALUE_ADDED,
        Rule.ENUM_REORDERED);
  }

  private static void assertRules(String old, String now, Rule... rules) throws IOException {
    assertThat(changes(old, now)).extracting(Change::rule).containsExactly(rules);
  }

  private static List<Change> changes(String old, String now) throws IOException {
    assertThat(DOCUMENT).contains(old);
    JsonNode before = new YAMLMapper().readTree(DOCUMENT);
    JsonNode after = new YAMLMapper().readTree(DOCUMENT.replace(old, now));
    return Comparison.of(before, after);
  }
}
