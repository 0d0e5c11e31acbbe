package io.restriper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All inputs that are kept, those above all that once found a mistake. */
class CorpusTest {
  @ParameterizedTest
  @EnumSource(Target.class)
  void everyInputIsTakenAsItShouldBe(Target target) throws Throwable {
    List<Path> inputs = Corpus.inputs(target);
    assertThat(inputs).hasSizeGreaterThan(2);
    for (Path input : inputs) {
      try {
        target.take(Files.readAllBytes(input));
      } catch (Throwable e) {
        throw new AssertionError(input.toString(), e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void theCorpusIsSmall(Target target) throws IOException {
    long bytes = 0;
    for (Path input : Corpus.inputs(target)) {
      bytes += Files.size(input);
    }
    assertThat(bytes).isLessThan(600_000);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void nothingIsTakenAsItShouldBe(Target target) throws Throwable {
    target.take(new byte[0]);
    target.take(new byte[1]);
    target.take(new byte[target.longest()]);
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void whatIsKeptAndCutOffAnywhereIsTakenAsItShouldBe(Target target) throws Throwable {
    try (Stream<Path> few = Corpus.inputs(target).stream().limit(3)) {
      for (Path input : few.toList()) {
        byte[] bytes = Files.readAllBytes(input);
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 20) {
          target.take(java.util.Arrays.copyOf(bytes, length));
        }
      }
    }
  }
}
