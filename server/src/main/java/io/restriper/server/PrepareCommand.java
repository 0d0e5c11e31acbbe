package io.restriper.server;

import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.config.ConfigException;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.SettingsLoader;
import io.restriper.server.tls.TlsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Starts a server for nothing, so that the JVM can write down what a start needs. */
@Command(
    name = "prepare",
    description = {
      "Starts a server over an empty volume of its own, asks it a few questions and stops it, so",
      "that the JVM can write down which classes a start needs. The launcher of the distribution",
      "does that with -XX:ArchiveClassesAtExit. It takes no settings."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class PrepareCommand implements Callable<Integer> {
  private static final List<String> QUESTIONS =
      List.of(
          "/v1/cluster/protection/restriper/status",
          "/v1/version",
          "/v1/cluster/slots/",
          "/healthz",
          "/readyz",
          "/metrics",
          "/");

  @ParentCommand private Main main;

  @Override
  public Integer call() throws ConfigException, EngineStartException, IOException, TlsException {
    Path place = Files.createTempDirectory("restriper-prepare");
    try {
      Map<String, String> settings =
          Map.of(
              "RESTRIPER_LISTEN",
              "127.0.0.1:0",
              "RESTRIPER_DATA",
              place.resolve("data").toString());
      SettingsLoader loader = SettingsLoader.of(new SettingsOptions().flags(), settings);
      LoadedSettings loaded = loader.load();
      Doors doors = Doors.of(loaded.settings(), false, false);
      try (RunningServer server = RunningServer.start(loader, loaded, doors)) {
        for (String question : QUESTIONS) {
          ask(server.uri().resolve(question));
        }
      }
    } finally {
      remove(place);
    }
    main.out().println("A start has been gone through, and nothing is left of it.");
    return 0;
  }

  private static void ask(URI uri) throws IOException {
    try (InputStream answer = uri.toURL().openStream()) {
      answer.readAllBytes();
    }
  }

  private static void remove(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
