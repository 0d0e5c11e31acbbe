package io.restriper.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void nothingIsRoundedTowardsDone() {
    assertThat(Units.percent(99.99)).isEqualTo("99.9 %");
    assertThat(Units.percent(100)).isEqualTo("100.0 %");
    assertThat(Bar.of(99.99, 10, false)).isEqualTo("[#########-]");
    assertThat(Bar.of(100, 10, false)).isEqualTo("[##########]");
    assertThat(Units.seconds(0.2)).isEqualTo("1s");
  }

  @Test
  void bytesAndTimesAreInUnitsThatFit() {
    assertThat(Units.bytes(1023)).isEqualTo("1023 B");
    assertThat(Units.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Units.bytes(5.0 * (1L << 50))).isEqualTo("5.0 PiB");
    assertThat(Units.seconds(59)).isEqualTo("59s");
    assertThat(Units.seconds(200)).isEqualTo("3m 20s");
    assertThat(Units.seconds(7500)).isEqualTo("2h 05m");
    assertThat(Units.seconds(273_600)).isEqualTo("3d 04h");
    assertThat(Units.seconds(Double.MAX_VALUE)).isEqualTo("for ever");
  }

  @Test
  void whatCouldSteerTheTerminalIsNotShown() {
    assertThat(Cell.safe("a\u001b[31m\u0007\u009b\u202e\u200bb\tc\r\n"))
        .isEqualTo("a?[31m????b c  ");
    assertThat(Cell.safe("\u00e4\u4e2d\ud83d\ude00")).isEqualTo("\u00e4\u4e2d\ud83d\ude00");
  }

  @Test
  void numbersStandToTheRightAndWideTablesShowMore() {
    Table table =
        new Table()
            .columns("NAME")
            .numbers("SIZE")
            .wideColumns("MORE")
            .row(Cell.of("a"), Cell.of("1"), Cell.of("x"))
            .row(Cell.of("long name"), Cell.of("12345"), Cell.of("y"));

    assertThat(table.lines(false))
        .extracting(line -> line.render(false))
        .containsExactly("NAME        SIZE", "a              1", "long name  12345");
    assertThat(table.lines(true).get(1).render(false)).isEqualTo("a              1  x");
  }

  @Test
  void linesAreCutByWhatIsSeenOfThem() {
    Line line = Line.of(new Cell("abc", Style.BAD), Cell.of("def"));

    assertThat(line.cutTo(4).render(true)).isEqualTo("\u001b[1;31mabc\u001b[0md");
    assertThat(line.cutTo(2).render(false)).isEqualTo("ab");
  }
}
