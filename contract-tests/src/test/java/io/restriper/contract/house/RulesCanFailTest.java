package io.restriper.contract.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.restriper.contract.house.bad.BadDependencies;
import io.restriper.contract.house.bad.BadHabits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule that cannot fail proves nothing: each is shown classes that break it, and no classes at
 * all.
 */
class RulesCanFailTest {

  @Test
  void dependenciesThatRunAgainstTheArrowsAreFound() throws ClassNotFoundException {
    Class<?> onEngine = Class.forName(BadDependencies.class.getName() + "$OnEngine");
    Class<?> onJson = Class.forName(BadDependencies.class.getName() + "$OnJson");
    Class<?> onCli = Class.forName(BadDependencies.class.getName() + "$OnCli");
    Class<?> onTests = Class.forName(BadDependencies.class.getName() + "$OnContractTests");

    assertBreaks(Rules.ENGINE_KNOWS_ONLY_THE_JDK_SLF4J_AND_SQLITE, onJson);
    assertBreaks(Rules.MODEL_KNOWS_NO_OTHER_MODULE, onEngine);
    assertBreaks(Rules.CLIENT_KNOWS_NO_SERVER, onEngine);
    assertBreaks(Rules.SERVER_KNOWS_NO_CLIENT, onTests);
    assertBreaks(Rules.CLI_KNOWS_ONLY_CLIENT_AND_MODEL, onEngine);
    assertBreaks(Rules.NOTHING_KNOWS_THE_CLI, onCli);
  }

  @Test
  void aCycleBetweenPackagesIsFound() throws ClassNotFoundException {
    String examples = BadHabits.class.getPackageName();
    assertBreaks(
        Rules.PACKAGES_ARE_FREE_OF_CYCLES,
        Class.forName(examples + ".first.First"),
        Class.forName(examples + ".second.Second"));
  }

  @Test
  void badHabitsAreFound() {
    assertBreaks(Rules.LOGGING_IS_SLF4J, BadHabits.class);
    assertBreaks(Rules.ONLY_MAIN_AND_THE_CLI_PRINT, BadHabits.class);
    assertBreaks(Rules.STATIC_FIELDS_ARE_FINAL, BadHabits.class);
    assertBreaks(Rules.NO_INSTANCE_FIELD_IS_PUBLIC, BadHabits.class);
    assertBreaks(Rules.CLASSES_ARE_FINAL_OR_ABSTRACT, BadHabits.class);
  }

  @Test
  void everyWayToSleepIsFound() throws ClassNotFoundException {
    for (String sleeper : List.of("$Sleeper", "$UnitSleeper", "$ReferringSleeper")) {
      assertBreaks(Rules.NOTHING_SLEEPS, Class.forName(BadHabits.class.getName() + sleeper));
    }
  }

  @ParameterizedTest
  @MethodSource("allRules")
  void aRuleThatMeetsNoClassFails(ArchRule rule) {
    assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(List.of())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed to check any classes");
  }

  static List<ArchRule> allRules() throws IllegalAccessException {
    List<ArchRule> rules = new ArrayList<>();
    for (var field : Rules.class.getDeclaredFields()) {
      if (ArchRule.class.isAssignableFrom(field.getType())) {
        rules.add((ArchRule) field.get(null));
      }
    }
    assertThat(rules).hasSizeGreaterThan(10);
    return rules;
  }

  private static void assertBreaks(ArchRule rule, Class<?>... examples) {
    var result = rule.evaluate(new ClassFileImporter().importClasses(examples));
    assertThat(result.hasViolation()).as(rule.getDescription()).isTrue();
  }
}
