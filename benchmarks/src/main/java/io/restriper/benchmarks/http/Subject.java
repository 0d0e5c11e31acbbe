package io.restriper.benchmarks.http;

import io.restriper.benchmarks.report.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program that answers what the status is.
 *
 * @param name as the figures have it
 * @param options for the JVM
 * @param jar what is run
 * @param place where its port goes: "%d" in an argument, or in the value of a variable
 * @param variables of its environment
 */
record Subject(
    String name,
    List<String> options,
    Path jar,
    List<String> place,
    Map<String, String> variables) {

  /** What every subject's JVM is given. */
  private static final List<String> SAME_FOR_ALL = List.of("-Xmx512m");

  static final Path SERVER = Path.of("server/target/restriper-server.jar");

  private static final Path PEERS = Path.of("benchmarks/peers");

  /** The server as it is packaged, over the default volume in the directory that it is run in. */
  static Subject restriper(List<String> options) {
    return new Subject(
        Figure.RESTRIPER, options, SERVER, List.of(), Map.of("RESTRIPER_LISTEN", "127.0.0.1:%d"));
  }

  static Subject netty() {
    return peer(Figure.FLOOR, "netty/target/peer.jar", "%d");
  }

  static Subject spring() {
    return peer("Spring Boot", "spring/target/peer.jar", "--server.port=%d");
  }

  static Subject quarkus() {
    return new Subject(
        "Quarkus",
        List.of(),
        PEERS.resolve("quarkus/target/quarkus-app/quarkus-run.jar"),
        List.of(),
        Map.of("QUARKUS_HTTP_PORT", "%d", "QUARKUS_HTTP_HOST", "127.0.0.1"));
  }

  private static Subject peer(String name, String jar, String argument) {
    return new Subject(name, List.of(), PEERS.resolve(jar), List.of(argument), Map.of());
  }

  /** The same with other arguments. */
  Subject with(List<String> arguments) {
    return new Subject(name, options, jar, arguments, variables);
  }

  /** The same under another name. */
  Subject called(String other) {
    return new Subject(other, options, jar, place, variables);
  }

  List<String> command(int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SAME_FOR_ALL);
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toAbsolutePath().toString());
    place.forEach(argument -> command.add(argument.formatted(port)));
    return command;
  }
}
