package io.restriper.engine.sim;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.drive.MemoryDriveFiles.Survivors;
import io.restriper.engine.sim.Simulation.NumberedStep;
import io.restriper.engine.sim.disk.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What happens in a simulation, made from a seed. */
record History(Setup setup, List<NumberedStep> steps) {
  private static final int DRIVES = 8;
  private static final int STRIPE = 4 * 64 * 1024;
  private static final List<Encoding> ENCODINGS =
      List.of(Encoding.parse("4+2"), Encoding.parse("3+2"), Encoding.parse("5+2"));
  private static final int[] CHANGES = {0, 2, 5, 20, 100};
  private static final int[] LOOKS = {2, 5, 20};
  private static final int[] SECONDS = {1, 3, 30, 120};
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
    int length = 10 + random.nextInt(20);
    List<NumberedStep> steps = new ArrayList<>();
    for (int number = 0; number < length; number++) {
      steps.add(new NumberedStep(number, step(random, number)));
    }
    return new History(setup, steps);
  }

  History with(List<NumberedStep> fewer) {
    return new History(setup, fewer);
  }

  private static Step step(Random random, int number) {
    int drive = random.nextInt(DRIVES);
    String path = "/" + (random.nextInt(3) == 0 ? "d/" : "") + random.nextInt(3);
    int turns = one(TURNS, random);
    int kind = random.nextInt(100);
    if (kind < 30) {
      return new Step.Write(path, number + 1, size(random), turns);
    }
    if (kind < 35) {
      return new Step.Read(path, turns);
    }
    if (kind < 43) {
      return new Step.Delete(path, turns);
    }
    if (kind < 55) {
      return new Step.PassTime(one(SECONDS, random));
    }
    if (kind < 62) {
      return new Step.Lose(drive, survivors(random));
    }
    if (kind < 68) {
      return new Step.PutBack(drive);
    }
    if (kind < 72) {
      return new Step.Replace(drive);
    }
    if (kind < 80) {
      return new Step.Spoil(drive, random.nextInt(100), random.nextInt(70_000), kind == 79);
    }
    if (kind < 89) {
      Fault.Kind[] kinds = Fault.Kind.values();
      return new Step.Expect(
          drive, new Fault(kinds[random.nextInt(kinds.length)], random.nextInt(4)));
    }
    if (kind < 93) {
      return new Step.Restart(
          random.nextInt(3) == 0
              ? Optional.of(ENCODINGS.get(random.nextInt(3)))
              : Optional.empty());
    }
    return new Step.Crash(random.nextInt(1 << random.nextInt(10)), survivors(random));
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
