package io.restriper.benchmarks.measure;

import io.restriper.benchmarks.report.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several subjects that do the same, in turns: what the machine does meanwhile hits all of
 * them. The first round warms up and does not count; the median of the others does.
 */
public final class Contest {
  private final Figures figures;
  private final int rounds;

  /**
   * @param rounds that count, 1 or more
   */
  public Contest(Figures figures, int rounds) {
    this.figures = figures;
    this.rounds = rounds;
  }

  /** Does it once and says how fast it was. */
  public interface Attempt {
    /**
     * @param round 0 for the one that warms up
     */
    Took.Rate run(int round) throws Exception;
  }

  /**
   * Has all subjects do it and adds their figures.
   *
   * @param unit of the rate; the time of the processor is told for a thousand of it
   */
  public void run(String part, String name, String unit, Map<String, Attempt> subjects)
      throws Exception {
    Map<String, List<Took.Rate>> rates = new LinkedHashMap<>();
    List<String> order = new ArrayList<>(subjects.keySet());
    for (int round = 0; round <= rounds; round++) {
      for (String subject : order) {
        Took.Rate rate = subjects.get(subject).run(round);
        if (round > 0) {
          rates.computeIfAbsent(subject, each -> new ArrayList<>()).add(rate);
        }
      }
      // Whoever comes second may find the disk or the cache in another state.
      Collections.reverse(order);
    }
    Map<String, List<Took.Rate>> inOrder = new LinkedHashMap<>();
    subjects.keySet().forEach(subject -> inOrder.put(subject, rates.get(subject)));
    add(part, name, unit, inOrder);
  }

  /** Measures all subjects in one go. */
  public interface Round {
    /**
     * @param number 0 for the one that warms up
     * @return the rates by subject
     */
    Map<String, Took.Rate> run(int number) throws Exception;
  }

  /** The same for subjects that each round measures next to each other. */
  public void together(String part, String name, String unit, Round round) throws Exception {
    Map<String, List<Took.Rate>> rates = new LinkedHashMap<>();
    for (int number = 0; number <= rounds; number++) {
      Map<String, Took.Rate> measured = round.run(number);
      if (number > 0) {
        measured.forEach(
            (subject, rate) -> rates.computeIfAbsent(subject, each -> new ArrayList<>()).add(rate));
      }
    }
    add(part, name, unit, rates);
  }

  private void add(String part, String name, String unit, Map<String, List<Took.Rate>> rates) {
    rates.forEach(
        (subject, all) -> {
          double[] each = all.stream().mapToDouble(Took.Rate::perSecond).toArray();
          System.out.println(name + ", " + subject + ", each round: " + Arrays.toString(each));
          add(part, name, subject, quantile(each, 0.5), unit);
          double cpu = quantile(all.stream().mapToDouble(Took.Rate::cpuSeconds).toArray(), 0.5);
          if (!Double.isNaN(cpu)) {
            add(part + ", processor", name, subject, cpu * 1000, "s for 1000 " + base(unit));
          }
        });
  }

  /** Adds a figure that was measured otherwise. */
  public void add(String part, String name, String subject, double value, String unit) {
    figures.add(part, name, subject, value, unit);
  }

  /** How many rounds count. */
  public int rounds() {
    return rounds;
  }

  private static String base(String unit) {
    return unit.replace("/s", "");
  }

  /**
   * The value that this part of them does not exceed.
   *
   * @param part from 0 to 1
   */
  public static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }
}
