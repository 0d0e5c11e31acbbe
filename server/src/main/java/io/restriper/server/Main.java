package io.restriper.server;

import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.config.ConfigException;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.ServerSettings;
import io.restriper.server.config.SettingsLoader;
import io.restriper.server.resource.BuildInfo;
import io.restriper.server.tls.TlsException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of the server. */
@Command(
    name = "restriper-server",
    description = "Keeps files erasure-coded over many drives, and serves them.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {RebuildCatalogCommand.class, TokenCommand.class, PrepareCommand.class},
    sortOptions = false,
    footer = {
      "",
      "Each setting can be given by a flag, by an environment variable",
      "(RESTRIPER_LISTEN, RESTRIPER_DATA, RESTRIPER_CLUSTER_NAME, RESTRIPER_NODE_ID,",
      "RESTRIPER_ENCODING, RESTRIPER_DRIVES, a list with commas, RESTRIPER_TLS_CERT,",
      "RESTRIPER_LIMITS_REQUESTS and so on, RESTRIPER_CONFIG) or",
      "in the configuration file, in this order of precedence. A running server takes",
      "on other drives and another encoding when the configuration file changes."
    })
public final class Main implements Callable<Integer> {
  /** The server could not start or work. */
  static final int FAILED = 1;

  /** Something on the command line, in the environment or in the configuration file is wrong. */
  static final int WRONG_SETTINGS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  @Mixin private final SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--insecure",
      description =
          "listen where others can reach it, also without TLS or tokens; it says so at each start")
  private boolean insecure;

  @Option(
      names = "--audit-reads",
      description = "write reads into the audit log too, not only changes and refusals")
  private boolean auditReads;

  Main(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
  }

  /** Runs the server until it is told to stop, or another command. */
  public static void main(String[] args) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(new Main(System.getenv(), out, err).run(args));
  }

  /** Runs a command and returns the exit code. */
  int run(String... args) {
    if (args.length == 0) {
      // As services are started, and so without the parser, which takes a fourth of the start.
      return runServer();
    }
    return new CommandLine(this)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, given) -> wrongArguments(e))
        .setExecutionExceptionHandler((e, commandLine, parsed) -> failed(e))
        .execute(args);
  }

  private int runServer() {
    try {
      return call();
    } catch (Exception e) {
      return failed(e);
    }
  }

  private int wrongArguments(ParameterException e) {
    err.println("restriper-server: " + e.getMessage() + ". Run with --help for what is right.");
    return WRONG_SETTINGS;
  }

  private int failed(Exception e) {
    if (e instanceof ConfigException || e instanceof TlsException) {
      err.println("restriper-server: " + e.getMessage());
      return WRONG_SETTINGS;
    }
    if (e instanceof EngineStartException || e instanceof IOException) {
      err.println("restriper-server: " + e.getMessage());
      return FAILED;
    }
    LOG.error("The server failed", e);
    err.println("restriper-server: A mistake in the server; the log above tells more.");
    return FAILED;
  }

  @Override
  public Integer call() throws ConfigException, EngineStartException, IOException, TlsException {
    SettingsLoader loader = loader();
    LoadedSettings loaded = loader.load();
    ServerSettings settings = loaded.settings();
    Doors doors = Doors.of(settings, insecure, auditReads);
    try (RunningServer server = RunningServer.start(loader, loaded, doors)) {
      out.print(Banner.of(settings, server.uri(), BuildInfo.read(), doors));
      out.flush();
      server.awaitStop();
    } catch (BindException e) {
      throw new IOException(
          "The server cannot listen on "
              + settings.listen().getAddress().getHostAddress()
              + ":"
              + settings.listen().getPort()
              + " ("
              + e.getMessage()
              + "). Stop what listens there, or choose another address with --listen.",
          e);
    }
    return 0;
  }

  ServerSettings settings() throws ConfigException {
    return loader().load().settings();
  }

  private SettingsLoader loader() throws ConfigException {
    return SettingsLoader.of(options.flags(), environment);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** What --version prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      BuildInfo build = BuildInfo.read();
      return new String[] {
        build.revisionId() + " (" + build.flavor() + ")",
        "contract " + build.contract(),
        "commit " + (build.buildId().isEmpty() ? "unknown" : build.buildId())
      };
    }
  }
}
