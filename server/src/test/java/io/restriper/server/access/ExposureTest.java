package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureTest {
  /** Every combination there is: what is said at the start, or why there is none. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "true,  false, false, false, -, every program on this machine",
        "true,  false, false, true,  -, every program on this machine",
        "true,  true,  false, false, -, every program on this machine",
        "true,  true,  false, true,  -, every program on this machine",
        "true,  false, true,  false, -, -",
        "true,  false, true,  true,  -, -",
        "true,  true,  true,  false, -, -",
        "true,  true,  true,  true,  -, -",
        "false, true,  true,  false, -, -",
        "false, true,  true,  true,  -, -",
        "false, false, false, false, there are no tokens and no TLS., -",
        "false, true,  false, false, there is no token., -",
        "false, false, true,  false, there is no TLS., -",
        "false, false, false, true,  -, there are no tokens and no TLS",
        "false, true,  false, true,  -, may read, replace and delete every file",
        "false, false, true,  true,  -, may be seen and changed by everybody on the way"
      })
  void onlyWhatIsGuardedMayBeReachedByOthers(
      boolean loopback,
      boolean tls,
      boolean tokens,
      boolean insecure,
      String refusal,
      String warning) {
    Exposure exposure = new Exposure(loopback, tls, tokens, insecure);
    if (refusal == null) {
      assertThat(exposure.refusal("0.0.0.0:8000")).isEmpty();
      if (warning == null) {
        assertThat(exposure.warning()).isEmpty();
      } else {
        assertThat(exposure.warning().orElseThrow()).contains(warning);
      }
    } else {
      assertThat(exposure.refusal("0.0.0.0:8000").orElseThrow())
          .startsWith("listen is '0.0.0.0:8000'")
          .contains(refusal, "--insecure");
    }
  }

  @Test
  void aRefusalNamesWhatIsLacking() {
    assertThat(new Exposure(false, false, false, false).refusal("[::]:1").orElseThrow())
        .contains("restriper-server token create' and set up TLS");
    assertThat(new Exposure(false, true, false, false).refusal("[::]:1").orElseThrow())
        .doesNotContain("set up TLS");
    assertThat(new Exposure(false, false, true, false).refusal("[::]:1").orElseThrow())
        .doesNotContain("token create");
  }
}
