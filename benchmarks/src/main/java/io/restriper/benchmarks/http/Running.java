package io.restriper.benchmarks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process that serves HTTP, from its start until it is closed. */
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** What Linux counts the time of processes in. */
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final InetSocketAddress address;
  private final Duration untilFirstAnswer;

  private Running(Process process, InetSocketAddress address, Duration untilFirstAnswer) {
    this.process = process;
    this.address = address;
    this.untilFirstAnswer = untilFirstAnswer;
  }

  /** Starts a subject in a directory and waits for its first answer. */
  static Running start(Subject subject, Path directory) throws IOException {
    int port = freePort();
    return start(subject.command(port), subject.variables(), port, directory);
  }

  /**
   * The same by a command of its own.
   *
   * @param variables of its environment, with "%d" for the port
   */
  static Running start(
      List<String> command, Map<String, String> variables, int port, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output.log").toFile());
    variables.forEach((name, value) -> builder.environment().put(name, value.formatted(port)));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long before = System.nanoTime();
    Process process = builder.start();
    while (!answers(address)) {
      Duration waited = Duration.ofNanos(System.nanoTime() - before);
      if (!process.isAlive() || waited.compareTo(PATIENCE) > 0) {
        process.destroyForcibly();
        throw new IOException(
            command + " does not answer: " + Files.readString(directory.resolve("output.log")));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return new Running(process, address, Duration.ofNanos(System.nanoTime() - before));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(InetSocketAddress address) {
    try (Connection connection = new Connection(address)) {
      connection.ask();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  InetSocketAddress address() {
    return address;
  }

  String uri(String path) {
    return "http://127.0.0.1:" + address.getPort() + path;
  }

  /** From the start of the process to the first status. */
  Duration untilFirstAnswer() {
    return untilFirstAnswer;
  }

  /** Time that all cores together have spent on it, in seconds. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /** Memory that is resident, in MiB. */
  double residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("A process does not stop");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
