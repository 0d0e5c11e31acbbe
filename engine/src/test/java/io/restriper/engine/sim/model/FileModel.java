package io.restriper.engine.sim.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a path may hold, by what was asked for and answered: more than one thing only while changes
 * are under way at the same time, or after one whose answer was lost in a crash.
 */
public final class FileModel {
  private final Set<Content> possible = new LinkedHashSet<>(List.of(Content.ABSENT));
  private final List<Content> underWay = new ArrayList<>();
  private final Set<Content> answered = new LinkedHashSet<>();
  private final Set<Content> unanswered = new LinkedHashSet<>();
  private final List<Reading> readings = new ArrayList<>();

  /** How a change ended. */
  public enum Answer {
    DONE,
    /** Nothing has changed. */
    REFUSED,
    /** There was no answer. */
    NONE
  }

  /** What a read that is going on may find. */
  public static final class Reading {
    private final Set<Content> candidates = new LinkedHashSet<>();

    /** What it may find. */
    public Set<Content> candidates() {
      return candidates;
    }
  }

  /** Whether a change is under way. */
  public boolean changing() {
    return !underWay.isEmpty();
  }

  public void begin(Content change) {
    underWay.add(change);
    readings.forEach(reading -> reading.candidates.add(change));
  }

  public void end(Content change, Answer answer) {
    underWay.remove(change);
    if (answer == Answer.DONE) {
      answered.add(change);
    } else if (answer == Answer.NONE) {
      unanswered.add(change);
    }
    if (underWay.isEmpty()) {
      if (!answered.isEmpty()) {
        possible.clear();
      }
      possible.addAll(answered);
      possible.addAll(unanswered);
      answered.clear();
      unanswered.clear();
    }
  }

  /** What it may hold at this instant. */
  public Set<Content> candidates() {
    Set<Content> candidates = new LinkedHashSet<>(possible);
    candidates.addAll(underWay);
    candidates.addAll(answered);
    candidates.addAll(unanswered);
    return candidates;
  }

  /** A read begins. */
  public Reading read() {
    Reading reading = new Reading();
    reading.candidates.addAll(candidates());
    readings.add(reading);
    return reading;
  }

  /** A read has ended. */
  public void end(Reading reading) {
    readings.remove(reading);
  }

  /** It was seen what the path holds while nothing was under way: that stays so. */
  public void seen(Content content) {
    possible.clear();
    possible.add(content);
  }
}
