package io.restriper.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract obeys every rule. */
class ContractLintTest {
  static final Map<String, Rule> RULES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("operations are named", OperationRules::areNamed),
              Map.entry("operations have a tag", OperationRules::haveOneDeclaredTag),
              Map.entry("operations need a token", OperationRules::needATokenButOne),
              Map.entry("operations tell their errors", OperationRules::tellTheirErrors),
              Map.entry("collections end in a slash", OperationRules::collectionsEndInASlash),
              Map.entry("deprecation is a process", DeprecationRules::isAProcess),
              Map.entry("everything is described", SchemaRules::everythingIsDescribed),
              Map.entry("enums are components", SchemaRules::enumsAreComponents),
              Map.entry("every field is required", SchemaRules::everyFieldIsRequired),
              Map.entry("numbers tell their format", SchemaRules::numbersTellTheirFormat),
              Map.entry("byte counts are strings", SchemaRules::byteCountsAreStrings),
              Map.entry("references lead somewhere", SchemaRules::referencesLeadSomewhere),
              Map.entry("the contract has a version", SchemaRules::hasAVersionOfItsOwn),
              Map.entry("examples obey their schemas", ExampleRules::obeyTheirSchemas),
              Map.entry("streams obey their schemas", ExampleRules::streamsObeyTheirSchemas),
              Map.entry("examples are shown", ExampleRules::areAllShown),
              Map.entry("answers have examples", ExampleRules::answersHaveExamples),
              Map.entry("examples show every value", ExampleRules::showEveryValue),
              Map.entry("examples of a status obey it", ExampleRules::obeyTheRulesOfAStatus),
              Map.entry("the slice is the published one", WireRules::isThePublishedSlice),
              Map.entry("a parser has no message", ParserRules::areParsedWithoutAMessage)));

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theContractObeys(String name, Rule rule) {
    assertThat(rule.findings(Contract.bundled())).as(name).isEmpty();
  }

  static Stream<Arguments> rules() {
    return RULES.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }
}
