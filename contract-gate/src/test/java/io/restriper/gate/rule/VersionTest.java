package io.restriper.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.2.3, BREAKING, 2.0.0",
    "1.2.3, ADDITION, 1.3.0",
    "1.2.3, WORDS, 1.2.4",
    "1.9.9, ADDITION, 1.10.0",
    "0.4.1, BREAKING, 1.0.0"
  })
  void theNextVersionIsTheLeastThatTellsOfTheChange(String last, ChangeClass gravest, String next) {
    assertThat(version(last).next(gravest)).isEqualTo(version(next));
  }

  @Test
  void versionsAreOrderedByNumberAndNotByText() {
    assertThat(version("1.10.0")).isGreaterThan(version("1.9.9"));
    assertThat(version("2.0.0")).isGreaterThan(version("1.10.0"));
    assertThat(version("1.0.1")).isGreaterThan(version("1.0.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "1.0.0-SNAPSHOT", "v1.0.0", "01.0.0", "1.0.9999999999"})
  void whatIsNotThreeNumbersIsNoVersion(String text) {
    assertThat(Version.parse(text)).isEmpty();
  }

  @Test
  void aVersionReadsAsItWasWritten() {
    assertThat(version("1.20.3")).hasToString("1.20.3");
  }

  private static Version version(String text) {
    return Version.parse(text).orElseThrow();
  }
}
