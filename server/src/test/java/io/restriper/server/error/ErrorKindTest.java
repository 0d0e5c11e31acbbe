package io.restriper.server.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.volume.Problem;
import io.restriper.model.ErrorClass;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorKindTest {

  @Test
  void coversEveryErrorClassOfTheContractOnce() {
    assertThat(Arrays.stream(ErrorKind.values()).map(ErrorKind::errorClass))
        .containsExactlyInAnyOrder(ErrorClass.values());
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void tellsEveryProblemOfTheEngine(Problem problem) {
    assertThat(ErrorKind.of(problem).problem()).hasValue(problem);
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void makesACompleteAnswerOfEveryKind(ErrorKind kind) {
    ErrorAnswer answer = ErrorAnswer.of(kind, "Wrong. Do this.");

    assertThat(answer.status()).isEqualTo(kind.status()).isBetween(400, 599);
    assertThat(answer.body().getErrorClass()).isEqualTo(kind.errorClass());
    assertThat(answer.body().getStack()).isEmpty();
    assertThat(answer.headers().containsKey("Retry-After"))
        .isEqualTo(Set.of(429, 503).contains(kind.status()));
    assertThat(answer.headers().containsKey("WWW-Authenticate"))
        .isEqualTo(Set.of(401, 403).contains(kind.status()));
  }
}
