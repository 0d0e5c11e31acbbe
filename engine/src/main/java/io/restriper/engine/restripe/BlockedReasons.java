package io.restriper.engine.restripe;

import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why a run could not do all its work, in one text: the reasons by code, the most severe first,
 * each with how much it concerns. Memory and text are bounded, however many reasons there are. Not
 * thread-safe.
 */
final class BlockedReasons {
  private static final List<BlockedCode> BY_SEVERITY =
      List.of(
          BlockedCode.DATA_LOST,
          BlockedCode.DATA_UNAVAILABLE,
          BlockedCode.NOT_ENOUGH_ROOM,
          BlockedCode.NOT_ENOUGH_DRIVES,
          BlockedCode.DRIVES_MISSING,
          BlockedCode.TASK_FAILED);
  private static final int MOST_SUBJECTS = 3;
  private static final int LONGEST_SENTENCE = 500;
  private static final int LONGEST_SUBJECT = 200;
  private static final String REMEDY =
      "It is tried again by itself after a pause; if that does not help, look into the server's log"
          + " and check the drives and the file system that holds the catalog.";

  private final Map<BlockedCode, Group> groups = new EnumMap<>(BlockedCode.class);

  /** The reasons with one code: the first as it is, of the others how much they concern. */
  private static final class Group {
    private final Blocked first;
    private final Set<String> subjects = new LinkedHashSet<>();
    private Work work = Work.NONE;
    private boolean moreSubjects;

    Group(Blocked first) {
      this.first = first;
    }

    void add(Blocked reason, Work affected) {
      work = work.plus(affected);
      String subject = cut(reason.subject(), LONGEST_SUBJECT);
      if (subjects.size() < MOST_SUBJECTS) {
        subjects.add(subject);
      } else if (!subjects.contains(subject)) {
        moreSubjects = true;
      }
    }

    String text() {
      StringBuilder text = new StringBuilder();
      text.append(first.code()).append(": ").append(cut(first.message(), LONGEST_SENTENCE));
      text.append(' ').append(cut(first.remedy(), LONGEST_SENTENCE));
      if (first.code() == BlockedCode.DATA_LOST && subjects.size() > 1) {
        text.append(" Lost data: ").append(String.join(", ", subjects));
        text.append(moreSubjects ? " and more." : ".");
      }
      if (!work.equals(Work.NONE)) {
        text.append(" Concerns ").append(work.stripes());
        text.append(work.stripes() == 1 ? " stripe, " : " stripes, ");
        text.append(work.bytes()).append(" bytes of work.");
      }
      return text.toString();
    }
  }

  void add(Blocked reason, Work affected) {
    groups.computeIfAbsent(reason.code(), code -> new Group(reason)).add(reason, affected);
  }

  /** The first reason of each code. */
  List<Blocked> first() {
    return groups.values().stream().map(group -> group.first).toList();
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Whether another run may do better though nothing that is known of has changed. */
  boolean mayPass() {
    return groups.containsKey(BlockedCode.TASK_FAILED);
  }

  /** Empty if there are no reasons. */
  String text() {
    return BY_SEVERITY.stream()
        .filter(groups::containsKey)
        .map(code -> groups.get(code).text())
        .collect(Collectors.joining(" "));
  }

  /** The reason for giving up a task after so many attempts, the last of which ended with this. */
  static Blocked taskFailed(Task task, int attempts, Throwable last) {
    String message =
        "%s was tried without success, attempts: %d, the last one ended with: %s."
            .formatted(task.subject(), attempts, describe(last));
    return new Blocked(BlockedCode.TASK_FAILED, task.subject(), message, REMEDY);
  }

  /** The reason for giving up a run whose work cannot be read, after so many attempts. */
  static Blocked planFailed(int attempts, Throwable last) {
    String message =
        "The work could not be planned, attempts: %d, the last one ended with: %s."
            .formatted(attempts, describe(last));
    return new Blocked(BlockedCode.TASK_FAILED, "the plan", message, REMEDY);
  }

  /** What a person can make of an exception, without names of the program's insides. */
  private static String describe(Throwable failure) {
    if (!(failure instanceof IOException)) {
      return "an internal error, described in the server's log";
    }
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return "an input/output error";
    }
    String words = cut(message.strip(), LONGEST_SUBJECT);
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "…";
  }
}
