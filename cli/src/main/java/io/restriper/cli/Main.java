package io.restriper.cli;

import io.restriper.cli.base.Surroundings;
import java.nio.file.Path;
import java.time.Clock;

/** The program {@code restriper}. */
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Surroundings surroundings =
        new Surroundings(
            System.getenv(),
            Path.of(System.getProperty("user.home")),
            ProcessTerminal.open(System.getenv()),
            Clock.systemDefaultZone(),
            new RealTicker());
    System.exit(RestriperCommand.run(surroundings, args));
  }
}
