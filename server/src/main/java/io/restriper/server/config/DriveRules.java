package io.restriper.server.config;

import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.config.Layer.RawDrive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Refuses drives that would not fail independently of each other or of the catalog, because they
 * are the same directory or lie in one another.
 */
final class DriveRules {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private DriveRules() {}

  static void check(List<RawDrive> given, List<DriveSettings> drives, Path data)
      throws ConfigException {
    List<Path> paths = drives.stream().map(drive -> real(drive.path())).toList();
    Path realData = real(data);
    for (int i = 0; i < paths.size(); i++) {
      Value value = given.get(i).path();
      if (realData.startsWith(paths.get(i))) {
        throw value.refused(
            "the data directory "
                + data
                + " must not lie in a drive. Choose another place for one.");
      }
      for (int j = 0; j < i; j++) {
        checkPair(value, paths.get(i), paths.get(j));
      }
    }
  }

  private static void checkPair(Value value, Path path, Path other) throws ConfigException {
    if (path.equals(other)) {
      throw value.refused("this drive is given twice. Name each drive once.");
    }
    if (path.startsWith(other) || other.startsWith(path)) {
      throw value.refused(
          "it lies in, or holds, the drive " + other + ". Give each drive a directory of its own.");
    }
  }

  private static Path real(Path path) {
    return real(path, DriveRules::resolved, LIMIT);
  }

  /**
   * The path with symbolic links resolved, as far down as it exists; as it was written if the
   * directory does not answer in time, for the engine does without such a drive.
   */
  static Path real(Path path, UnaryOperator<Path> resolver, Duration limit) {
    FutureTask<Path> look = new FutureTask<>(() -> resolver.apply(path));
    // Nobody can call back a thread that waits for a disk.
    Thread thread = new Thread(look, "look-at-" + path);
    thread.setDaemon(true);
    thread.start();
    try {
      return look.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return path.normalize();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return path.normalize();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Path resolved(Path path) {
    Path existing = path;
    while (existing != null) {
      try {
        return existing.toRealPath().resolve(existing.relativize(path)).normalize();
      } catch (IOException notThere) {
        existing = existing.getParent();
      }
    }
    return path;
  }
}
