package io.restriper.engine.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

  @Test
  void readsWhatItWrites() {
    Encoding encoding = Encoding.parse("4+2");

    assertThat(encoding).isEqualTo(new Encoding(4, 2)).hasToString("4+2");
    assertThat(encoding.totalBlocks()).isEqualTo(6);
    assertThat(Encoding.parse(new Encoding(16, 16).toString())).isEqualTo(new Encoding(16, 16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1+1", "1+31", "31+1", "16+16"})
  void acceptsTheLimits(String text) {
    assertThat(Encoding.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0+1", "1+0", "17+16", "32+1", "9999+9999"})
  void refusesImpossibleCountsAndNamesTheLimits(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoding.parse(text))
        .withMessageContaining(text)
        .withMessageContaining("at most 32 blocks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "4", "4+", "+2", "4 + 2", "4+2+1", "-4+2", "4-2", "four+two", "99999+1"})
  void refusesOtherFormsAndShowsTheRightOne(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoding.parse(text))
        .withMessageContaining("\"" + text + "\"")
        .withMessageContaining("for example 4+2");
  }

  @Test
  void refusesCountsWhoseSumOverflows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Encoding(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }
}
