package io.restriper.server.reload;

import io.restriper.engine.setup.EngineStartException;
import io.restriper.server.config.ConfigException;
import io.restriper.server.config.FileLook;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.LoadedSettings.Overridden;
import io.restriper.server.config.SettingsLoader;
import io.restriper.server.watch.Steady;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes on what changes in the configuration file, as a whole or not at all, and says in one line
 * of the log which. What can be valid and yet half written is only believed when a second look
 * shows the same. Not thread-safe: all looks are in one thread.
 */
final class ConfigReload {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigReload.class);
  private static final String GOES_ON = "The server goes on with the settings that it has";

  private final SettingsLoader loader;
  private final Path file;
  private final Function<Path, FileLook> eye;
  private final Reconfigurable target;
  private final Steady<FileLook> steady;
  private LoadedSettings current;

  /**
   * Starts with what a server was started with.
   *
   * @param started loaded from a configuration file
   * @param eye how the file is looked at
   * @param target what takes on the settings
   */
  ConfigReload(
      SettingsLoader loader,
      LoadedSettings started,
      Function<Path, FileLook> eye,
      Reconfigurable target) {
    this.loader = loader;
    FileLook look = started.look().orElseThrow();
    this.steady = new Steady<>(look);
    this.file = look.file();
    this.eye = eye;
    this.current = started;
    this.target = target;
  }

  /** Looks at the file, and takes it on if it has changed and then stayed the same for a look. */
  void look() {
    steady.look(eye.apply(file)).ifPresent(this::handle);
  }

  /** Takes the file on as it is now, also if it has not changed. */
  void lookBecauseAsked() {
    handle(steady.lookBecauseAsked(eye.apply(file)));
  }

  private void handle(FileLook seen) {
    if (!seen.isReadable()) {
      LOG.warn("{} {}, and looks at the file every second.", seen.failure(), GOES_ON);
      return;
    }
    if (seen.isBlank()) {
      refuse("it is empty, so it may be half written.");
      return;
    }
    try {
      takeOn(loader.load(seen));
    } catch (ConfigException e) {
      refuse(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The configuration file {} could not be taken on. {}.", file, GOES_ON, e);
    }
  }

  private void refuse(String why) {
    LOG.warn(
        "The configuration file {} is refused as a whole: {} {}; it reads the file again when that"
            + " changes or on SIGHUP.",
        file,
        why,
        GOES_ON);
  }

  private void takeOn(LoadedSettings loaded) {
    Change change = new Change(current.settings(), loaded.settings());
    Optional<String> obstacle = change.obstacle();
    if (obstacle.isPresent()) {
      refuse(obstacle.get());
      return;
    }
    if (change.isAny()) {
      try {
        target.reconfigure(loaded.settings().engine());
      } catch (EngineStartException e) {
        refuse("it cannot be taken on (" + change.words() + "): " + e.getMessage());
        return;
      }
      LOG.info("The configuration file {} is taken on: {}", file, change.words());
    } else {
      LOG.info("The configuration file {} changes nothing that the server runs with", file);
    }
    tellOverridden(current.overridden(), loaded.overridden());
    current = loaded;
  }

  /** Once for each change, as what has been told is what the next file is compared with. */
  private void tellOverridden(Map<String, Overridden> before, Map<String, Overridden> after) {
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      Overridden old = before.get(key);
      Overridden given = after.get(key);
      if (!Objects.equals(old, given)) {
        LOG.warn(
            "The change of {} in the configuration file {} has no effect: {} comes before it",
            key,
            file,
            (given == null ? old : given).by());
      }
    }
  }
}
