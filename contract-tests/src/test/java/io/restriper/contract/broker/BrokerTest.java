package io.restriper.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTest {
  private static final String URL = "https://broker.example.com";

  private static ThrowableAssertAlternative<BrokerException> assertRefused(
      Map<String, String> environment) {
    return assertThatExceptionOfType(BrokerException.class)
        .isThrownBy(() -> Broker.of(new Environment(environment)));
  }

  @Test
  void theAddressMayEndInASlash() {
    Broker broker = Broker.of(new Environment(Map.of(Broker.URL, URL + "/")));

    assertThat(broker.url()).isEqualTo(URL);
  }

  @Test
  void theTokenIsNotPartOfItsText() {
    Broker broker = Broker.of(new Environment(Map.of(Broker.URL, URL, Broker.TOKEN, "secret")));

    assertThat(broker).hasToString(URL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"broker", "ftp://broker", "https://", "https://ann:secret@broker", "http://a b"})
  void whatIsNoAddressIsRefusedWithoutRepeatingIt(String address) {
    assertRefused(Map.of(Broker.URL, address))
        .withMessageContaining("PACT_BROKER_BASE_URL is not an address like https://broker.example")
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
  }

  @Test
  void aTokenAndAUserContradictEachOther() {
    assertRefused(Map.of(Broker.URL, URL, Broker.TOKEN, "secret", Broker.USERNAME, "ann"))
        .withMessageContaining("are both set: set one of them.");
  }

  @Test
  void aUserNeedsAPassword() {
    assertRefused(Map.of(Broker.URL, URL, Broker.USERNAME, "ann"))
        .withMessageContaining("PACT_BROKER_PASSWORD is not set: set both");
  }
}
