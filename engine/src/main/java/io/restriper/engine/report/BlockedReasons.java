package io.restriper.engine.report;

import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Subject;
import io.restriper.engine.work.Task;
import io.restriper.engine.work.Work;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one pass over a plan could not do: the reasons by code, the most severe first, each with how
 * much it concerns, and the stripes that are beyond repair. Memory and text are bounded, however
 * many there are. Not thread-safe.
 */
public final class BlockedReasons {
  /** Reasons with one code that are listed. */
  static final int MOST_LISTED = 20;

  /** Stripes beyond repair that are listed. */
  static final int MOST_FAILED = 50;

  private static final List<BlockedCode> BY_SEVERITY =
      List.of(
          BlockedCode.DATA_LOST,
          BlockedCode.DATA_UNAVAILABLE,
          BlockedCode.NOT_ENOUGH_ROOM,
          BlockedCode.NOT_ENOUGH_DRIVES,
          BlockedCode.DRIVES_MISSING,
          BlockedCode.TASK_FAILED,
          BlockedCode.STALLED);
  private static final int MOST_SUBJECTS = 3;
  private static final int MOST_REMEMBERED = 1000;
  private static final int LONGEST_SENTENCE = 500;
  private static final int LONGEST_SUBJECT = 200;
  private static final String REMEDY =
      "It is tried again by itself after a pause; if that does not help, look into the server's log"
          + " and check the drives and the file system that holds the catalog.";

  private final Clock clock;
  private final Map<BlockedCode, Group> groups = new EnumMap<>(BlockedCode.class);
  private final List<FailedTask> failed = new ArrayList<>();
  private final Map<Key, Instant> since = new HashMap<>();
  private long total;
  private long failedTotal;

  /** None yet, for a run that another process has begun and that has told of these. */
  public BlockedReasons(Clock clock, Undone before) {
    this.clock = clock;
    for (BlockedWork blocked : before.blocked()) {
      since.put(new Key(blocked.reason().code(), blocked.reason().subject()), blocked.since());
    }
  }

  /** None yet, for another pass of the same run, which has not forgotten since when. */
  public BlockedReasons(BlockedReasons before) {
    this.clock = before.clock;
    this.since.putAll(before.since);
  }

  private record Key(BlockedCode code, Subject subject) {}

  /** The reasons with one code: the first as it is, of the others how much they concern. */
  private static final class Group {
    private final Blocked first;
    private final Map<Subject, BlockedWork> listed = new LinkedHashMap<>();
    private Work work = Work.NONE;
    private boolean moreSubjects;

    Group(Blocked first) {
      this.first = first;
    }

    void add(Blocked reason, Work affected, Instant since) {
      work = work.plus(affected);
      BlockedWork before = listed.get(reason.subject());
      if (before != null) {
        Work sum = before.work().plus(affected);
        listed.put(reason.subject(), new BlockedWork(before.reason(), before.since(), sum));
      } else if (listed.size() < MOST_LISTED) {
        listed.put(reason.subject(), new BlockedWork(shortened(reason), since, affected));
      }
      moreSubjects = listed.size() > MOST_SUBJECTS;
    }

    private static Blocked shortened(Blocked reason) {
      return new Blocked(
          reason.code(),
          reason.subject(),
          cut(reason.message(), LONGEST_SENTENCE),
          cut(reason.remedy(), LONGEST_SENTENCE));
    }

    String text() {
      StringBuilder text = new StringBuilder();
      text.append(first.code()).append(": ").append(cut(first.message(), LONGEST_SENTENCE));
      text.append(' ').append(cut(first.remedy(), LONGEST_SENTENCE));
      if (first.code() == BlockedCode.DATA_LOST && listed.size() > 1) {
        text.append(" Lost data: ");
        text.append(
            listed.keySet().stream()
                .limit(MOST_SUBJECTS)
                .map(subject -> cut(subject.name(), LONGEST_SUBJECT))
                .collect(Collectors.joining(", ")));
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

  /** Takes note of work that cannot be done. */
  public void add(Blocked reason, Work affected) {
    total++;
    groups
        .computeIfAbsent(reason.code(), code -> new Group(reason))
        .add(reason, affected, since(new Key(reason.code(), reason.subject())));
  }

  /** Takes note of a stripe that is beyond repair. */
  public void addFailed(Blocked reason, Task task) {
    add(reason, task.work());
    failedTotal++;
    if (failed.size() < MOST_FAILED) {
      failed.add(
          new FailedTask(
              reason.subject().name(), task.subject(), cut(reason.message(), LONGEST_SENTENCE)));
    }
  }

  private Instant since(Key key) {
    Instant first = since.getOrDefault(key, clock.instant());
    if (since.size() < MOST_REMEMBERED) {
      since.put(key, first);
    }
    return first;
  }

  /** The first reason of each code. */
  public List<Blocked> first() {
    return bySeverity().map(group -> group.first).toList();
  }

  /** Whether another run may do better though nothing that is known of has changed. */
  public boolean mayPass() {
    return groups.containsKey(BlockedCode.TASK_FAILED);
  }

  /** All of it at this instant. */
  public Undone undone() {
    List<BlockedWork> blocked =
        bySeverity().flatMap(group -> group.listed.values().stream()).toList();
    return new Undone(blocked, total, failed, failedTotal);
  }

  /** Empty if there are no reasons. */
  public String text() {
    return bySeverity().map(Group::text).collect(Collectors.joining(" "));
  }

  private Stream<Group> bySeverity() {
    return BY_SEVERITY.stream().filter(groups::containsKey).map(groups::get);
  }

  /** The reason for giving up a task after so many attempts, the last of which ended with this. */
  public static Blocked taskFailed(Task task, int attempts, Throwable last) {
    String message =
        "%s was tried without success, attempts: %d, the last one ended with: %s."
            .formatted(task.subject(), attempts, describe(last));
    return new Blocked(BlockedCode.TASK_FAILED, Subject.task(task.subject()), message, REMEDY);
  }

  /** The reason for giving up a run whose work cannot be read, after so many attempts. */
  public static Blocked planFailed(int attempts, Throwable last) {
    String message =
        "The work could not be planned, attempts: %d, the last one ended with: %s."
            .formatted(attempts, describe(last));
    return new Blocked(BlockedCode.TASK_FAILED, Subject.cluster(), message, REMEDY);
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
