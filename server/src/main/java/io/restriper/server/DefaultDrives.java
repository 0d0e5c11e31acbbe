package io.restriper.server;

import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.access.token.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the directories of the drives that a server has if nobody names any. Only once: later, a
 * directory that is gone is a drive that is gone, and must not come back as an empty one unseen.
 */
final class DefaultDrives {
  private DefaultDrives() {}

  static void makeOnFirstStart(EngineSettings settings) throws IOException {
    if (!isFirstStart(settings)) {
      return;
    }
    for (DriveSettings drive : settings.drives()) {
      Files.createDirectories(drive.path());
    }
  }

  /** Whether there is nothing in the data directory but tokens and drives without anything. */
  private static boolean isFirstStart(EngineSettings settings) throws IOException {
    if (!Files.exists(settings.data())) {
      return true;
    }
    Set<Path> drives =
        settings.drives().stream().map(DriveSettings::path).collect(Collectors.toSet());
    try (Stream<Path> entries = Files.list(settings.data())) {
      for (Path entry : entries.toList()) {
        boolean emptyDrive = drives.contains(entry) && isEmptyDirectory(entry);
        if (!emptyDrive && !TokenFile.isPart(entry)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }
}
