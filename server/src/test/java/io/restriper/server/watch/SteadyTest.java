package io.restriper.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadyTest {
  private final Steady<String> steady = new Steady<>("a");

  @Test
  void whatHasChangedCountsWhenItIsSeenTwiceInARow() {
    assertThat(steady.look("a")).isEmpty();
    assertThat(steady.look("b")).isEmpty();
    assertThat(steady.look("c")).isEmpty();
    assertThat(steady.look("b")).isEmpty();
    assertThat(steady.look("b")).contains("b");
    assertThat(steady.look("b")).isEmpty();
  }

  @Test
  void whatIsAsItWasAgainNeverCounts() {
    assertThat(steady.look("b")).isEmpty();
    assertThat(steady.look("a")).isEmpty();
    assertThat(steady.look("b")).isEmpty();
    assertThat(steady.look("b")).contains("b");
  }

  @Test
  void whatIsAskedForCountsAtOnce() {
    assertThat(steady.look("b")).isEmpty();
    assertThat(steady.lookBecauseAsked("b")).isEqualTo("b");
    assertThat(steady.look("b")).isEmpty();
  }
}
