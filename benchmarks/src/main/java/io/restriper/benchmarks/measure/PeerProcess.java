package io.restriper.benchmarks.measure;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Another system in a process of its own, that does what it is told line by line and answers with
 * how long it took: so it takes turns with ours, without sharing memory or libraries.
 */
public final class PeerProcess implements AutoCloseable {
  private final Process process;
  private final PrintStream commands;
  private final BufferedReader answers;

  /**
   * Starts it.
   *
   * @param build folder with its {@code classes} and {@code lib}
   * @param mainClass takes the folder to work in
   */
  public PeerProcess(Path build, String mainClass, Path work) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classPath = build.resolve("classes") + File.pathSeparator + build.resolve("lib") + "/*";
    process =
        new ProcessBuilder(java.toString(), "-Xmx2g", "-cp", classPath, mainClass, work.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Has it do something.
   *
   * @return the numbers that it answers, seconds first
   * @throws IOException if it could not do it
   */
  public double[] tell(Object... words) throws IOException {
    String command = String.join(" ", Arrays.stream(words).map(Object::toString).toList());
    commands.println(command);
    String answer = answers.readLine();
    if (answer == null || !answer.startsWith("ok ")) {
      throw new IOException(command + ": " + answer);
    }
    return Arrays.stream(answer.substring(3).split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public void close() throws IOException {
    commands.println("stop");
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
