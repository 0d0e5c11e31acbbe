package io.restriper.gate;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Compares the contract with the last released one, prints what has changed, and fails if the
 * contract's version does not say so. It runs inside of the build, and fails by throwing.
 *
 * <p>Arguments: the contract, one file; the folder of released contracts.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  private Main() {}

  /**
   * Runs the gate.
   *
   * @throws IllegalStateException if the version is too low, or the contracts could not be
   *     compared; what was printed says why, and what to do
   */
  public static void main(String[] arguments) {
    int outcome = run(arguments, System.out);
    if (outcome == FAILED) {
      throw new IllegalStateException(
          "The contract's version is too low for what has changed: see what is printed above.");
    }
    if (outcome == UNUSABLE) {
      throw new IllegalStateException(
          "The contracts could not be compared: see what is printed above.");
    }
  }

  /** Runs the gate: 0 if the version is right, 1 if it is too low, 2 if nothing was compared. */
  static int run(String[] arguments, PrintStream out) {
    if (arguments.length != 2) {
      out.println("Usage: CONTRACT_FILE FOLDER_OF_RELEASED_CONTRACTS");
      return UNUSABLE;
    }
    try {
      Contract current = Contract.read(Path.of(arguments[0]));
      Path released = Path.of(arguments[1]);
      Optional<Contract> last = Contract.lastReleased(released);
      if (last.isEmpty()) {
        out.println(
            "Nothing has been released in "
                + released
                + ", so contract "
                + current.version()
                + " is compared with nothing.");
        return 0;
      }
      Verdict verdict = Verdict.of(last.get(), current);
      new Report(verdict).lines().forEach(out::println);
      return verdict.passes() ? 0 : FAILED;
    } catch (GateException | IllegalArgumentException e) {
      out.println("The contracts cannot be compared. " + e.getMessage());
      return UNUSABLE;
    }
  }
}
