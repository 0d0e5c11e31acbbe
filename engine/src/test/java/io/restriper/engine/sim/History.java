package io.restriper.engine.sim;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import io.restriper.engine.setup.FaultPoints.Point;
import io.restriper.engine.sim.Simulation.NumberedStep;
import io.restriper.engine.sim.disk.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** What happens in a simulation, made from a seed. */
record History(Setup setup, List<NumberedStep> steps) {
  private static final int DRIVES = 8;
  private static final int STRIPE = 4 * 64 * 1024;
  private static final List<Encoding> ENCODINGS =
      List.of(Encoding.parse("4+2"), Encoding.parse("3+2"), Encoding.parse("5+2"));
  private static final List<Encoding> CHANGED =
      Stream.of("4+2", "3+2", "5+2", "3+3", "1+1", "2+1").map(Encoding::parse).toList();
  private static final List<Point> POINTS =
      List.of(
          Point.TASK_BEGUN,
          Point.TASK_BEGUN,
          Point.TASK_COMMIT,
          Point.TASK_COMMIT,
          Point.REBUILT_BLOCK,
          Point.PHASE_BEGUN);
  private static final int[] CHANGES = {0, 2, 5, 20, 100};
  private static final int[] LOOKS = {5, 15, 60};
  private static final int[] SECONDS = {1, 5, 30, 90};
  private static final int[] FACTORS = {0, 1, 1, 3};
  private static final int[] TURNS = {0, 0, 0, 1, 3, 10};

  History {
    steps = List.copyOf(steps);
  }

  static History of(long seed) {
    Random random = new Random(seed * 31 + 7);
    Setup setup =
        new Setup(
            seed,
            DRIVES,
            ENCODINGS.get(random.nextInt(4) % 3),
            Duration.ofSeconds(one(LOOKS, random)),
            one(CHANGES, random));
    Map<Kind, Integer> weights = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      weights.put(kind, kind.weight * one(FACTORS, random));
    }
    weights.put(Kind.WRITE, Kind.WRITE.weight);
    if (random.nextInt(4) == 0) {
      weights.replaceAll((kind, weight) -> kind.crowded);
    }
    int length = 6 + random.nextInt(10);
    List<NumberedStep> steps = new ArrayList<>();
    for (int number = 0; number < length; number++) {
      steps.add(new NumberedStep(number, step(kind(weights, random), random, number)));
    }
    return new History(setup, steps);
  }

  /** What can happen, and how often compared with the others, unless a seed wants it otherwise. */
  private enum Kind {
    WRITE(30, 30),
    READ(5, 0),
    DELETE(8, 15),
    PASS_TIME(8, 5),
    AWAIT(8, 30),
    LOSE(7, 0),
    PUT_BACK(6, 0),
    REPLACE(5, 15),
    SPOIL(8, 5),
    EXPECT(9, 0),
    RESTART(4, 0),
    CHANGE_ENCODING(5, 10),
    TAKE_OUT(5, 5),
    ADD_DRIVE(4, 5),
    CRASH(6, 0);

    private final int weight;

    /** Where changes are to meet tasks, with nothing that excuses what is left behind. */
    private final int crowded;

    Kind(int weight, int crowded) {
      this.weight = weight;
      this.crowded = crowded;
    }
  }

  private static Kind kind(Map<Kind, Integer> weights, Random random) {
    int left = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<Kind, Integer> each : weights.entrySet()) {
      left -= each.getValue();
      if (left < 0) {
        return each.getKey();
      }
    }
    throw new IllegalStateException("weights that do not add up");
  }

  History with(List<NumberedStep> fewer) {
    return new History(setup, fewer);
  }

  private static Step step(Kind kind, Random random, int number) {
    int drive = random.nextInt(Configuration.bays(DRIVES));
    String path = "/" + (random.nextInt(3) == 0 ? "d/" : "") + random.nextInt(3);
    int turns = one(TURNS, random);
    return switch (kind) {
      case WRITE -> new Step.Write(path, number + 1, size(random), turns);
      case READ -> new Step.Read(path, turns);
      case DELETE -> new Step.Delete(path, turns);
      case PASS_TIME -> new Step.PassTime(one(SECONDS, random));
      case AWAIT -> new Step.Await(POINTS.get(random.nextInt(POINTS.size())), 90);
      case LOSE -> new Step.Lose(drive, survivors(random));
      case PUT_BACK -> new Step.PutBack(drive);
      case REPLACE -> new Step.Replace(drive);
      case SPOIL ->
          new Step.Spoil(
              drive, random.nextInt(100), random.nextInt(70_000), random.nextInt(8) == 0);
      case EXPECT -> new Step.Expect(drive, fault(random));
      case RESTART -> new Step.Restart(encoding(random));
      case CHANGE_ENCODING -> new Step.ChangeEncoding(CHANGED.get(random.nextInt(CHANGED.size())));
      case TAKE_OUT -> new Step.TakeOut(drive);
      case ADD_DRIVE -> new Step.AddDrive(drive);
      case CRASH -> new Step.Crash(random.nextInt(1 << random.nextInt(10)), survivors(random));
    };
  }

  private static Fault fault(Random random) {
    Fault.Kind[] kinds = Fault.Kind.values();
    return new Fault(kinds[random.nextInt(kinds.length)], random.nextInt(4));
  }

  private static Optional<Encoding> encoding(Random random) {
    return random.nextInt(3) == 0
        ? Optional.of(ENCODINGS.get(random.nextInt(ENCODINGS.size())))
        : Optional.empty();
  }

  private static Optional<Survivors> survivors(Random random) {
    Survivors[] all = Survivors.values();
    int choice = random.nextInt(all.length + 1);
    return choice == all.length ? Optional.empty() : Optional.of(all[choice]);
  }

  private static int size(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> STRIPE + random.nextInt(2 * STRIPE);
      case 2 -> random.nextInt(STRIPE);
      default -> 1 + random.nextInt(5000);
    };
  }

  private static int one(int[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(setup.toString());
    steps.forEach(
        step -> text.append("\n  ").append(step.number()).append(": ").append(step.step()));
    return text.toString();
  }
}
