package io.restriper.benchmarks.hdfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * HDFS with erasure coding, all of it in this process, that does what it is told on the standard
 * input: a command a line, answered by a line of "ok" and seconds, or of "failed" and why.
 *
 * <ul>
 *   <li>{@code start K M NODES}: a new cluster, in place of the one before
 *   <li>{@code write DIRECTORY SIZE FILES CLIENTS}: writes files of random bytes
 *   <li>{@code read DIRECTORY SIZE FILES CLIENTS}: reads them and throws the bytes away
 *   <li>{@code delete DIRECTORY}: until no data node has any block of it
 *   <li>{@code lose NODES}: stops so many data nodes and waits until all is rebuilt; the seconds
 *       are those from the first reconstruction to the last, then from when the name node knew, and
 *       then the bytes that were rebuilt
 *   <li>{@code stop}: ends the process
 * </ul>
 */
public final class HdfsPeer {
  private HdfsPeer() {}

  /**
   * Serves the standard input until it ends.
   *
   * @param args the folder to work in
   */
  public static void main(String[] args) throws Exception {
    // What libraries print must not be taken for an answer.
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Cluster cluster = new Cluster(Path.of(args[0]))) {
      for (String line = commands.readLine();
          line != null && !line.equals("stop");
          line = commands.readLine()) {
        answers.println(answer(cluster, line.split(" ")));
      }
    }
    System.exit(0);
  }

  private static String answer(Cluster cluster, String[] words) {
    try {
      return "ok " + run(cluster, words);
    } catch (Exception e) {
      return "failed " + e.toString().replace('\n', ' ');
    }
  }

  private static String run(Cluster cluster, String[] words) throws Exception {
    long start = System.nanoTime();
    switch (words[0]) {
      case "start" -> cluster.start(number(words, 1), number(words, 2), number(words, 3));
      case "write" -> cluster.write(words[1], load(words));
      case "read" -> cluster.read(words[1], load(words));
      case "delete" -> cluster.delete(words[1]);
      case "lose" -> {
        return cluster.lose(number(words, 1));
      }
      default -> throw new IOException("no such command: " + words[0]);
    }
    return Double.toString((System.nanoTime() - start) / 1e9);
  }

  private static Cluster.Load load(String[] words) {
    return new Cluster.Load(
        Long.parseLong(words[2]), number(words, 3), number(words, 4));
  }

  private static int number(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }
}
