package io.restriper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ColourTest {
  private final Stub stub = Stub.slice();

  @AfterEach
  void close() {
    stub.close();
  }

  private Cli cli() {
    return Cli.of(stub.uri());
  }

  private static boolean hasColours(Cli.Result result) {
    assertThat(result.code()).isZero();
    return result.out().contains("\u001b[");
  }

  @Test
  void coloursAreForTerminals() {
    assertThat(hasColours(cli().onTerminal().run("status"))).isTrue();
    assertThat(hasColours(cli().run("status"))).isFalse();
  }

  @Test
  void noColorSwitchesThemOff() {
    assertThat(hasColours(cli().with("NO_COLOR", "1").onTerminal().run("status"))).isFalse();
    assertThat(hasColours(cli().with("NO_COLOR", "").onTerminal().run("status"))).isTrue();
  }

  @Test
  void aFlagWinsOverAll() {
    assertThat(hasColours(cli().with("NO_COLOR", "1").run("status", "--color=always"))).isTrue();
    assertThat(hasColours(cli().onTerminal().run("status", "--color=never"))).isFalse();
  }

  @Test
  void whatProgramsReadHasNone() {
    assertThat(hasColours(cli().onTerminal().run("status", "-o", "json", "--color=always")))
        .isFalse();
  }

  @Test
  void barsAreDrawnWithWhatTheTerminalCanShow() {
    stub.status("RUNNING", "REPROTECT", "", true, 10, 50);

    assertThat(cli().run("status").out()).contains("[###############---------------] 50.0 %");
    assertThat(cli().unicode().run("status").out()).contains("\u2588".repeat(15) + "\u2591");
  }
}
