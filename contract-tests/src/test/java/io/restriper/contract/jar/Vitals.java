package io.restriper.contract.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Java process has and holds, asked of the operating system and of the JDK's jcmd. */
public final class Vitals {
  private static final Pattern THREAD = Pattern.compile("^\"([^\"]+)\" #", Pattern.MULTILINE);
  private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

  /** Threads that the server's pool and the JVM make and end as they like. */
  private static final Pattern POOLED =
      Pattern.compile("http-.*|.*Compiler.*|Attach Listener|GC .*|G1 .*|Session-.*");

  private final long pid;

  Vitals(long pid) {
    this.pid = pid;
  }

  /** Open file descriptors. */
  public long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.count();
    }
  }

  /** How many descriptors this process and that one may have each, the lower of the two. */
  public long descriptorLimit() throws IOException {
    return Math.min(limit(Long.toString(pid)), limit("self"));
  }

  private static long limit(String process) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", process, "limits"))) {
      if (line.startsWith("Max open files")) {
        return Long.parseLong(line.split(" {2,}")[1]);
      }
    }
    throw new IOException("no limit of open files");
  }

  /** All threads, those of the JVM too. */
  public long threads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks.count();
    }
  }

  /** How many threads there are of each name, numbers left out, and none of those of a pool. */
  public Map<String, Integer> lastingThreads() throws IOException {
    Map<String, Integer> threads = new TreeMap<>();
    Matcher thread = THREAD.matcher(jcmd("Thread.print"));
    while (thread.find()) {
      if (!POOLED.matcher(thread.group(1)).matches()) {
        threads.merge(thread.group(1).replaceAll("\\d+$", ""), 1, Integer::sum);
      }
    }
    return threads;
  }

  /** Bytes of the heap that are still reachable, after a full garbage collection. */
  public long liveHeap() throws IOException {
    Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
    if (!total.find()) {
      throw new IOException("jcmd tells no total");
    }
    return Long.parseLong(total.group(1));
  }

  private String jcmd(String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(JarProcess.tool("jcmd").toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
