package io.restriper.gate;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Compares the contract with the last released one, prints what has changed, and fails if the
 * contract's version does not say so.
 *
 * <p>Arguments: the contract, one file; the folder of released contracts. Exit codes: 0 the version
 * is right, 1 it is too low, 2 the contracts could not be compared.
 */
public final class Main {
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  private Main() {}

  /** Runs the gate and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out));
  }

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
