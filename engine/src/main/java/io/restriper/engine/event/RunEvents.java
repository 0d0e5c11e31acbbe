package io.restriper.engine.event;

import io.restriper.engine.work.Blocked;
import io.restriper.engine.work.BlockedCode;
import io.restriper.engine.work.Phase;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what the restriper does into events: what is blocked is told once a code, however many
 * tasks it stops, and a percentage is told at most once a second and never falls within a phase.
 * Thread-safe.
 */
public final class RunEvents {
  private static final int LONGEST = 500;

  private final EventLog log;
  private final Map<BlockedCode, Blocked> blocked = new EnumMap<>(BlockedCode.class);

  /** What an earlier process has told: whoever reads these events has not heard it. */
  private final Map<BlockedCode, Blocked> toldBefore = new EnumMap<>(BlockedCode.class);

  private Optional<Long> run = Optional.empty();
  private Optional<Phase> phase = Optional.empty();
  private double percent;

  /**
   * Events into a log.
   *
   * @param log takes them
   * @param before what was blocked when the process before this one ended
   */
  public RunEvents(EventLog log, Collection<Blocked> before) {
    this.log = log;
    before.forEach(reason -> toldBefore.putIfAbsent(reason.code(), reason));
  }

  /** A run has begun, or goes on in this process. */
  public synchronized void started(long id, String trigger) {
    run = Optional.of(id);
    phase = Optional.empty();
    percent = 0;
    log.publishInstead(happening(EventType.RUN_STARTED, "", "", trigger));
  }

  /** A phase has begun; nothing is told if it is another try at the one that is under way. */
  public synchronized void phase(Phase begun) {
    boolean changed = !phase.equals(Optional.of(begun));
    phase = Optional.of(begun);
    percent = 0;
    if (changed) {
      log.publishInstead(happening(EventType.PHASE_CHANGED, "", "", ""));
    }
  }

  /** The phase has come so far, 0 to 100; threads may tell it out of order. */
  public synchronized void percent(double complete) {
    if (complete > percent) {
      percent = complete;
      log.publishPaced(happening(EventType.PERCENT, "", "", ""));
    }
  }

  /** A task cannot be done. */
  public synchronized void blocked(Blocked reason) {
    if (blocked.putIfAbsent(reason.code(), reason) == null) {
      tell(EventType.BLOCKED, reason);
    }
  }

  /**
   * The run has ended.
   *
   * @param left why work was left undone, one reason a code
   * @param blockedReason the same in one text; empty if none was
   */
  public synchronized void finished(Collection<Blocked> left, String blockedReason) {
    phase = Optional.empty();
    percent = 0;
    Map<BlockedCode, Blocked> gone = new EnumMap<>(blocked);
    toldBefore.forEach(gone::putIfAbsent);
    toldBefore.clear();
    left.forEach(reason -> gone.remove(reason.code()));
    left.forEach(this::blocked);
    gone.values().forEach(reason -> tell(EventType.UNBLOCKED, reason));
    blocked.keySet().removeAll(gone.keySet());
    log.publishInstead(happening(EventType.FINISHED, "", "", blockedReason));
  }

  private void tell(EventType type, Blocked reason) {
    String message =
        type == EventType.BLOCKED ? cut(reason.message()) + " " + cut(reason.remedy()) : "";
    log.publish(happening(type, reason.code().name(), cut(reason.subject().name()), message));
  }

  private Happening happening(EventType type, String code, String subject, String message) {
    return new Happening(type, run, phase, percent, code, subject, message);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }
}
