package io.restriper.engine.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every byte below a directory. */
final class DiskState {
  /** Held while a server works, and empty. */
  private static final String LOCK = "lock";

  /** SQLite's index of its log: made by whoever reads, and of no meaning to the next one. */
  private static final List<String> MEMORY = List.of("catalog.db-shm", "catalog.db-wal");

  private DiskState() {}

  static Map<String, Integer> of(Path root) throws IOException {
    Map<String, Integer> state = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        String name = path.getFileName().toString();
        boolean ofNoMeaning = MEMORY.contains(name) && isEmptyLog(path);
        if (!name.equals(LOCK) && !ofNoMeaning) {
          state.put(root.relativize(path).toString(), Arrays.hashCode(Files.readAllBytes(path)));
        }
      }
    }
    return state;
  }

  private static boolean isEmptyLog(Path path) throws IOException {
    return path.toString().endsWith("-shm") || Files.size(path) == 0;
  }
}
