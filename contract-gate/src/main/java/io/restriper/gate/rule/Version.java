package io.restriper.gate.rule;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the contract or of an artifact, such as 1.2.3. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {
  private static final Pattern FORM =
      Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})");

  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);

  /** Three numbers and two dots; empty for anything else. */
  public static Optional<Version> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Version(
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(form.group(3))));
  }

  /** The least version that tells of changes as grave as this. */
  public Version next(ChangeClass gravest) {
    return switch (gravest) {
      case BREAKING -> new Version(major + 1, 0, 0);
      case ADDITION -> new Version(major, minor + 1, 0);
      case WORDS -> new Version(major, minor, patch + 1);
    };
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
