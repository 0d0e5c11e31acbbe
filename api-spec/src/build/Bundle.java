import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes one document of the files of the specification. A line of the main document whose only
 * content is a reference to a file, or to a key at the top of a file, is replaced by what it refers
 * to; references of those files back to the main document become local ones. Works on the text, so
 * that order, descriptions and style stay as they were written.
 *
 * <p>Run by the build: {@code java Bundle.java MAIN_DOCUMENT TARGET}.
 */
final class Bundle {
  private static final Pattern REFERENCE =
      Pattern.compile("( *)\\$ref: ([a-z][^#'\\s]*\\.yaml)(?:#/(\\w+))?");

  private Bundle() {}

  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    List<String> bundled = new ArrayList<>();
    for (String line : Files.readAllLines(source)) {
      Matcher reference = REFERENCE.matcher(line);
      if (reference.matches()) {
        Path file = source.resolveSibling(reference.group(2));
        for (String part : part(file, reference.group(3))) {
          bundled.add(part.isBlank() ? "" : reference.group(1) + part);
        }
      } else {
        bundled.add(line);
      }
    }
    bundled.replaceAll(line -> line.replaceAll("'(?:\\.\\./)?openapi\\.yaml#/", "'#/"));
    for (String line : bundled) {
      if (line.contains("$ref:") && line.contains(".yaml")) {
        throw new IOException("a reference to another file is left: " + line.strip());
      }
    }
    Files.createDirectories(target.getParent());
    Files.write(target, bundled);
  }

  /** A file, or what is under a key at its top, less the indentation. */
  private static List<String> part(Path file, String key) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (key == null) {
      return lines;
    }
    int start = lines.indexOf(key + ":");
    if (start < 0) {
      throw new IOException(file + " has no " + key);
    }
    List<String> part = new ArrayList<>();
    for (String line : lines.subList(start + 1, lines.size())) {
      if (!line.isBlank() && !line.startsWith("  ")) {
        break;
      }
      part.add(line.isBlank() ? "" : line.substring(2));
    }
    while (part.get(part.size() - 1).isEmpty()) {
      part.remove(part.size() - 1);
    }
    return part;
  }
}
