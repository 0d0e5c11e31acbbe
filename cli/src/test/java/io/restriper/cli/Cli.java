package io.restriper.cli;

import io.restriper.cli.base.Surroundings;
import io.restriper.cli.base.Ticker;
import io.restriper.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the program in this process, and keeps what it says. */
public final class Cli {

  /**
   * What a call of the program did.
   *
   * @param code its exit code
   * @param bytes what it wrote to its standard output
   * @param err what it wrote to its standard error
   */
  public record Result(int code, byte[] bytes, String err) {
    /** The standard output as text. */
    public String out() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private final Map<String, String> environment = new HashMap<>();
  private Path home = Path.of("/nonexistent");
  private Ticker ticker = new ManualTicker();
  private InputStream in = new ByteArrayInputStream(new byte[0]);
  private boolean terminal;
  private boolean unicode;

  /** A program that is connected to nothing in particular. */
  public Cli() {}

  /** A program that is connected to a server. */
  public static Cli of(URI endpoint) {
    return new Cli().with("RESTRIPER_ENDPOINT", endpoint.toString());
  }

  /** Sets an environment variable. */
  public Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Sets the home directory. */
  public Cli home(Path folder) {
    home = folder;
    return this;
  }

  /** Sets how time passes. */
  public Cli ticker(Ticker newTicker) {
    ticker = newTicker;
    return this;
  }

  /** Sets the standard input. */
  public Cli in(byte[] bytes) {
    in = new ByteArrayInputStream(bytes);
    return this;
  }

  /** Has a person look. */
  public Cli onTerminal() {
    terminal = true;
    return this;
  }

  /** Has the terminal show more than ASCII. */
  public Cli unicode() {
    unicode = true;
    return this;
  }

  /** Runs it. */
  public Result run(String... args) {
    return run(new ByteArrayOutputStream(), args);
  }

  /** Runs it, with a standard output that another thread may look at. */
  public Result run(ByteArrayOutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal given =
        new Terminal(in, out, writer(out), writer(err), terminal, terminal, 80, unicode);
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T10:15:30Z"), ZoneOffset.UTC);
    List<String> all = new ArrayList<>(List.of(args));
    int code =
        RestriperCommand.run(
            new Surroundings(environment, home, given, clock, ticker), all.toArray(String[]::new));
    return new Result(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintWriter writer(ByteArrayOutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
