package io.restriper.cli;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.GlobalOptions;
import io.restriper.cli.base.Session;
import io.restriper.cli.base.Surroundings;
import io.restriper.cli.cluster.DrivesCommand;
import io.restriper.cli.cluster.ProtectionCommand;
import io.restriper.cli.cluster.RunCommand;
import io.restriper.cli.cluster.RunsCommand;
import io.restriper.cli.cluster.StatusCommand;
import io.restriper.cli.file.GetCommand;
import io.restriper.cli.file.LsCommand;
import io.restriper.cli.file.PutCommand;
import io.restriper.cli.file.RmCommand;
import io.restriper.cli.file.StatCommand;
import io.restriper.cli.terminal.Terminal;
import io.restriper.cli.wait.WaitCommand;
import io.restriper.cli.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The command line {@code restriper}. */
@Command(
    name = "restriper",
    description = "Tells whether data is at risk, follows runs, and puts and gets files.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    abbreviateSynopsis = true,
    sortOptions = false,
    footer = {
      "",
      "Endpoint, token and authorities can also be given by RESTRIPER_ENDPOINT,",
      "RESTRIPER_TOKEN, RESTRIPER_TOKEN_FILE and RESTRIPER_CA_CERT, your certificate",
      "by RESTRIPER_CLIENT_CERT and RESTRIPER_CLIENT_KEY, or all in a profile of",
      "~/.config/restriper/profiles.yaml; --profile or RESTRIPER_PROFILE names it."
    })
final class RestriperCommand implements Runnable {
  private final Surroundings surroundings;
  private final Session session;

  @Mixin private final GlobalOptions options;

  private RestriperCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.session = new Session(surroundings);
    this.options = session.options();
  }

  /** Runs a command and returns the exit code. */
  static int run(Surroundings surroundings, String... args) {
    return new RestriperCommand(surroundings).execute(args);
  }

  private int execute(String... args) {
    Terminal terminal = surroundings.terminal();
    boolean colours =
        terminal.outIsTerminal() && !surroundings.environment().containsKey("NO_COLOR");
    int code =
        commandLine()
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? Ansi.ON : Ansi.OFF))
            .setParameterExceptionHandler((e, given) -> wrongArguments(e))
            .setExecutionExceptionHandler((e, commandLine, parsed) -> failed(e))
            .execute(args);
    terminal.err().flush();
    if (terminal.out().checkError() && code == ExitCodes.OK) {
      session.remark("Not all of the output could be written.");
      return ExitCodes.FAILED;
    }
    return code;
  }

  private CommandLine commandLine() {
    CommandLine line = new CommandLine(this);
    line.addSubcommand(new StatusCommand(session));
    line.addSubcommand(new WatchCommand(session));
    line.addSubcommand(new WaitCommand(session));
    line.addSubcommand(new RunsCommand(session));
    line.addSubcommand(new RunCommand(session));
    line.addSubcommand(new DrivesCommand(session));
    line.addSubcommand(new ProtectionCommand(session));
    line.addSubcommand(new PutCommand(session));
    line.addSubcommand(new GetCommand(session));
    line.addSubcommand(new LsCommand(session));
    line.addSubcommand(new StatCommand(session));
    line.addSubcommand(new RmCommand(session));
    line.addSubcommand(new CompletionCommand());
    line.getSubcommands().values().forEach(RestriperCommand::withHelp);
    return line;
  }

  private static void withHelp(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
  }

  @Override
  public void run() {
    throw CliException.usage("Which command? 'restriper --help' lists them.");
  }

  private int wrongArguments(ParameterException e) {
    String message = e.getMessage();
    String sentence = message.endsWith(".") ? message : message + ".";
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    session.remark(sentence + " '" + command + " --help' tells what is right.");
    return ExitCodes.USAGE;
  }

  private int failed(Exception failure) {
    surroundings.terminal().out().flush();
    session.remark(Failures.sentence(failure));
    if (options.isDebug()) {
      failure.printStackTrace(surroundings.terminal().err());
    }
    return Failures.exitCode(failure);
  }
}
