package io.restriper.engine.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an event among those of one log. IDs of another log, such as that of an earlier
 * process, differ in the epoch, so that they are never taken for one's own.
 *
 * @param epoch when the log was made, in milliseconds since 1970
 * @param sequence 1 for the first event of the log, then one more each; 0 is the place before it
 */
public record EventId(long epoch, long sequence) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

  /** Reads what {@link #toString} gives; empty if the text is nothing of that kind. */
  public static Optional<EventId> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new EventId(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return epoch + "-" + sequence;
  }
}
