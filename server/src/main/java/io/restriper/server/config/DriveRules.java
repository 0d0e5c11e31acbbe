package io.restriper.server.config;

import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.config.Layer.RawDrive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Refuses drives that would not fail independently of each other or of the catalog, because they
 * are the same directory or lie in one another.
 */
final class DriveRules {
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

  /** The path with symbolic links resolved, as far down as it exists. */
  private static Path real(Path path) {
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
