package io.restriper.cli.cluster;

import io.restriper.cli.terminal.Cell;
import io.restriper.cli.terminal.Style;
import io.restriper.cli.terminal.Units;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.run.Estimate;
import io.restriper.client.run.Phase;
import io.restriper.client.run.RiskLevel;
import io.restriper.client.run.Work;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The API's values in words. What is unknown is called so. */
public final class Words {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private Words() {}

  /** A value of an enum; one that is not known stands out. */
  public static Cell value(OpenEnum<?> value) {
    if (value.isKnown()) {
      return Cell.of(value.text());
    }
    return value.text().isEmpty()
        ? Cell.unknown()
        : new Cell("unknown (" + value.text() + ")", Style.WARN);
  }

  /** A text that may be missing. */
  public static Cell text(String text) {
    return Cell.of(text.isEmpty() ? "-" : text);
  }

  /** A number. */
  public static Cell number(OptionalInt number) {
    return number.isPresent() ? Cell.of(Integer.toString(number.getAsInt())) : Cell.unknown();
  }

  /** A number. */
  public static Cell number(OptionalLong number) {
    return number.isPresent() ? Cell.of(Long.toString(number.getAsLong())) : Cell.unknown();
  }

  /** A number of bytes. */
  public static Cell bytes(OptionalLong bytes) {
    return bytes.isPresent() ? Cell.of(Units.bytes(bytes.getAsLong())) : Cell.unknown();
  }

  /** A percentage. */
  public static Cell percent(OptionalDouble percent) {
    return percent.isPresent() ? Cell.of(Units.percent(percent.getAsDouble())) : Cell.unknown();
  }

  /** A length of time. */
  public static Cell seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? Cell.of(Units.seconds(seconds.getAsDouble())) : Cell.unknown();
  }

  /** A rate. */
  public static Cell rate(OptionalDouble bytesPerSecond) {
    return bytesPerSecond.isPresent()
        ? Cell.of(Units.bytes(bytesPerSecond.getAsDouble()) + "/s")
        : Cell.unknown();
  }

  /** A time in the zone of the clock; a dash if there is none. */
  public static Cell time(Optional<OffsetDateTime> time, Clock clock) {
    return Cell.of(
        time.map(some -> TIME.format(some.atZoneSameInstant(clock.getZone()))).orElse("-"));
  }

  /** An amount of work. */
  public static String work(Work work) {
    String bytes = bytes(work.bytes()).text();
    return work.stripes().isPresent()
        ? bytes + " in " + Units.count(work.stripes().getAsLong(), "stripe")
        : bytes;
  }

  /** How long a phase will take yet, or why that is not known. */
  public static String left(Phase phase) {
    Optional<Estimate> estimate = phase.estimatedSecondsLeft();
    if (estimate.isPresent()
        && estimate.get().low().isPresent()
        && estimate.get().high().isPresent()) {
      String low = Units.seconds(estimate.get().low().getAsDouble());
      String high = Units.seconds(estimate.get().high().getAsDouble());
      return low.equals(high) ? low + " left" : low + " to " + high + " left";
    }
    return switch (phase.estimateGap().text()) {
      case "STALLED" -> "stalled: it gets no further";
      case "PLANNING" -> "time left unknown while planning";
      case "NOTHING_DONE" -> "time left unknown, nothing is done yet";
      default -> "time left unknown";
    };
  }

  /** What is at risk with one number of remaining failures. */
  public static Cell risk(RiskLevel level) {
    String what =
        bytes(level.bytes()).text()
            + " in "
            + (level.stripes().isPresent()
                ? Units.count(level.stripes().getAsLong(), "stripe")
                : "an unknown number of stripes");
    if (level.remainingFailures().isEmpty()) {
      return new Cell(what + " that survive an unknown number of failures", Style.WARN);
    }
    int left = level.remainingFailures().getAsInt();
    String survive =
        left < 0
            ? " that cannot be read"
            : left == 0
                ? " that survive no more failure"
                : " that survive " + Units.count(left, "more failure");
    return new Cell(what + survive, left <= 0 ? Style.BAD : Style.WARN);
  }
}
