package io.restriper.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {
  /** Of 32 bytes of 0; what is given out stays valid in every later release. */
  private static final String ZEROS = "rst_" + "0".repeat(64) + "e94d2db2";

  private final SecureRandom random = new SecureRandom();

  @Test
  void whatIsGivenOutIsUnderstood() {
    for (int i = 0; i < 1000; i++) {
      TokenText token = TokenText.random(random);
      assertThat(TokenText.parse(token.secret()))
          .hasValueSatisfying(parsed -> assertThat(parsed.hash()).isEqualTo(token.hash()));
    }
  }

  @Test
  void noTwoAreEqual() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seen.add(HexFormat.of().formatHex(TokenText.random(random).hash()));
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void anyOneCharacterThatIsWrongIsNoticed() {
    String secret = TokenText.random(random).secret();
    for (int at = 0; at < secret.length(); at++) {
      char other = secret.charAt(at) == '0' ? '1' : '0';
      assertThat(TokenText.parse(secret.substring(0, at) + other + secret.substring(at + 1)))
          .isEmpty();
      assertThat(TokenText.parse(secret.substring(0, at))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "rst_", "secret", "Bearer x", "rst_\u0660", "\u0000", "RST_00"})
  void whatIsNoTokenIsNoticed(String text) {
    assertThat(TokenText.parse(text)).isEmpty();
    assertThat(TokenText.parse("x" + text + ZEROS)).isEmpty();
    assertThat(TokenText.parse(ZEROS.toUpperCase(java.util.Locale.ROOT))).isEmpty();
  }

  @Test
  void theFormStaysWhatItIs() {
    assertThat(TokenText.parse(ZEROS)).isPresent();
  }

  @Test
  void itDoesNotShowByMistake() {
    TokenText token = TokenText.random(random);
    assertThat(token.toString()).isEqualTo("rst_...");
  }
}
