package io.restriper.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "12h, 2026-11-27T22:00:00Z",
    "90d, 2027-02-25T10:00:00Z",
    "52w, 2027-11-26T10:00:00Z",
    "2027-01-31, 2027-01-31T00:00:00Z",
    "2027-01-31T12:00:00Z, 2027-01-31T12:00:00Z"
  })
  void readsASpanADayAndAnInstant(String text, Instant end) {
    assertThat(Expiry.parse(text, NOW)).contains(end);
  }

  @Test
  void neverIsSaidInSoManyWords() {
    assertThat(Expiry.parse("never", NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "90", "0d", "-1d", "1y", "999999d", "2027-02-30", "tomorrow", "Never", " 1d"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> Expiry.parse(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no time. Write a span such as 12h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-11-27", "2026-11-27T10:00:00Z", "1999-01-01", "+10000-01-01T00:00:00Z"})
  void refusesWhatIsNotInTheFuture(String text) {
    assertThatThrownBy(() -> Expiry.parse(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("over already, or too far away");
  }
}
