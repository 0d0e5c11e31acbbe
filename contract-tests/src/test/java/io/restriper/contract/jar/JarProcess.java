package io.restriper.contract.jar;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The runnable jar in a process of its own, over directories that go when it is closed. */
public final class JarProcess implements AutoCloseable {
  /** How long anything that a server does may take on a slow machine. */
  public static final Duration LIMIT = Duration.ofSeconds(180);

  private static final Pattern LISTENING =
      Pattern.compile("Listening on http://127\\.0\\.0\\.1:(\\d+)");

  private final Path directory;
  private final Process process;
  private final int port;

  private JarProcess(Path directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it on a free port and waits until it listens.
   *
   * @param name of the directory, for who finds it
   * @param jvmArguments such as the size of the heap
   */
  public static JarProcess start(String name, String... jvmArguments) throws IOException {
    return start(name, directory -> {}, List.of(jvmArguments));
  }

  /** What is done in the directory of a server before it is started. */
  public interface Preparation {
    void in(Path directory) throws IOException;
  }

  /**
   * The same after something was done in its directory.
   *
   * @param arguments of the server
   */
  public static JarProcess start(
      String name, Preparation preparation, List<String> jvmArguments, String... arguments)
      throws IOException {
    Path directory = Files.createTempDirectory(name);
    preparation.in(directory);
    List<String> command = new ArrayList<>();
    command.add(tool("java").toString());
    // It lives for a minute or two, and has the cores to share.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmArguments);
    command.addAll(List.of("-jar", System.getProperty("restriper.server.jar")));
    command.addAll(List.of("--listen", "127.0.0.1:0"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      Matcher listening = LISTENING.matcher("");
      await()
          .atMost(LIMIT)
          .until(() -> listening.reset(log(directory)).find() || !process.isAlive());
      if (!process.isAlive()) {
        throw new IllegalStateException("The server did not start: " + log(directory));
      }
      return new JarProcess(directory, process, Integer.parseInt(listening.group(1)));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Makes a token for a server that will be started in a directory, and gives it back. */
  public static String createToken(Path directory, String role) throws IOException {
    Process process =
        new ProcessBuilder(
                tool("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("restriper.server.jar"),
                "token",
                "create",
                "--role",
                role,
                "--expires",
                "1d")
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  /** A program of the JDK that runs this. */
  static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** What the process has and holds. */
  public Vitals vitals() {
    return new Vitals(process.pid());
  }

  /** Where its data, its drives and its log are. */
  public Path directory() {
    return directory;
  }

  /** One of its eight drives, from 1. */
  public Path drive(int number) {
    return directory.resolve("restriper-data").resolve("drive-" + number);
  }

  /** All that it has logged. */
  public String log() {
    return log(directory);
  }

  private static String log(Path directory) {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    await().atMost(LIMIT).until(() -> !process.isAlive());
    delete(directory);
  }

  /** Deletes a directory and all that is in it. */
  public static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
