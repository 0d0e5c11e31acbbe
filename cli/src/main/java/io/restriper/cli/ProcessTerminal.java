package io.restriper.cli;

import io.restriper.cli.terminal.Terminal;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The terminal of this process, or the files and pipes that stand for it. */
final class ProcessTerminal {
  private static final int WIDTH = 80;
  private static final int LEAST_WIDTH = 20;

  private ProcessTerminal() {}

  static Terminal open(Map<String, String> environment) {
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    OutputStream err = new BufferedOutputStream(new FileOutputStream(FileDescriptor.err));
    return new Terminal(
        new FileInputStream(FileDescriptor.in),
        out,
        writer(out, false),
        writer(err, true),
        isTerminal(1),
        isTerminal(2),
        width(environment.getOrDefault("COLUMNS", "")),
        isUnicode(environment));
  }

  private static PrintWriter writer(OutputStream stream, boolean autoFlush) {
    return new PrintWriter(
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)), autoFlush);
  }

  /**
   * The launcher says so. Without it, the system's view of the open files does where it has one,
   * and what Java knows where it has none.
   */
  private static boolean isTerminal(int descriptor) {
    String said = System.getProperty("restriper.terminal." + descriptor);
    if (said != null) {
      return Boolean.parseBoolean(said);
    }
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return System.console() != null;
  }

  private static int width(String columns) {
    return columns.matches("[0-9]{1,4}") && Integer.parseInt(columns) >= LEAST_WIDTH
        ? Integer.parseInt(columns)
        : WIDTH;
  }

  private static boolean isUnicode(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(value -> value.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
        .orElse(false);
  }
}
