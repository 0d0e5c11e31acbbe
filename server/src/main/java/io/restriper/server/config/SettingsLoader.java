package io.restriper.server.config;

import io.restriper.server.config.LoadedSettings.Overridden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts the settings of a server together: flags before environment before configuration file before
 * defaults, each setting for itself. Refuses what a server could not run with. Immutable: the flags
 * and the environment are those that the process was started with, and only the file is read again.
 */
public final class SettingsLoader {
  /** How many drives a server makes if nobody names any. */
  public static final int DEFAULT_DRIVES = 8;

  private static final String PREFIX = "RESTRIPER_";
  private static final String CONFIG_VARIABLE = PREFIX + "CONFIG";

  /** Those of the command line, which are often set where a server is started too. */
  private static final Set<String> NOT_FOR_A_SERVER =
      Set.of(
          "RESTRIPER_ENDPOINT",
          "RESTRIPER_TOKEN",
          "RESTRIPER_TOKEN_FILE",
          "RESTRIPER_CA_CERT",
          "RESTRIPER_CLIENT_CERT",
          "RESTRIPER_CLIENT_KEY",
          "RESTRIPER_PROFILE");

  private final List<Layer> started;
  private final Optional<Path> file;

  private SettingsLoader(List<Layer> started, Optional<Path> file) {
    this.started = started;
    this.file = file;
  }

  /**
   * A loader for what a process was started with.
   *
   * @param environment the environment variables of the process
   * @throws ConfigException naming the flag or the variable that cannot be understood, its value,
   *     and what is right
   */
  public static SettingsLoader of(Flags flags, Map<String, String> environment)
      throws ConfigException {
    refuseUnknown(environment);
    List<Layer> started = List.of(Layer.ofFlags(flags), Layer.ofEnvironment(environment));
    Optional<String> config =
        flags.config().or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)));
    if (config.isEmpty()) {
      return new SettingsLoader(started, Optional.empty());
    }
    String origin =
        flags.config().isPresent()
            ? "config (flag --config)"
            : "config (environment variable " + CONFIG_VARIABLE + ")";
    Path file = SettingValues.path(new Value(config.get(), origin));
    return new SettingsLoader(started, Optional.of(file));
  }

  /** The configuration file; empty if none was named. */
  public Optional<Path> file() {
    return file;
  }

  /**
   * Loads the settings, reading the configuration file if there is one.
   *
   * @throws ConfigException naming the setting, where it was given, its value, and what is right
   */
  public LoadedSettings load() throws ConfigException {
    if (file.isPresent()) {
      return load(FileLook.at(file.get()));
    }
    return new LoadedSettings(new Assembly(started).settings(), Optional.empty(), Map.of());
  }

  /**
   * The same with what the configuration file was when it was looked at.
   *
   * @throws ConfigException as above; also for a value in the file that a flag or the environment
   *     overrides, so that a file is right or wrong by itself
   */
  public LoadedSettings load(FileLook look) throws ConfigException {
    Layer given = ConfigFile.read(look);
    List<Layer> layers = new ArrayList<>(started);
    layers.add(given);
    Assembly assembly = new Assembly(layers);
    assembly.checkEachValue(given);
    return new LoadedSettings(assembly.settings(), Optional.of(look), overridden(given));
  }

  private Map<String, Overridden> overridden(Layer given) {
    Map<String, Overridden> overridden = new TreeMap<>();
    for (Setting setting : Setting.values()) {
      Optional<String> by =
          started.stream()
              .map(layer -> layer.origin(setting))
              .flatMap(Optional::stream)
              .findFirst();
      Optional<String> text = given.text(setting);
      if (by.isPresent() && text.isPresent()) {
        overridden.put(setting.key(), new Overridden(text.get(), by.get()));
      }
    }
    return overridden;
  }

  /** A variable that is misspelt would otherwise be as good as not there. */
  private static void refuseUnknown(Map<String, String> environment) throws ConfigException {
    Set<String> known = new TreeSet<>(Set.of(CONFIG_VARIABLE));
    for (Setting setting : Setting.values()) {
      known.add(setting.variable());
    }
    for (String name : new TreeSet<>(environment.keySet())) {
      boolean other = NOT_FOR_A_SERVER.contains(name);
      if (name.startsWith(PREFIX) && !known.contains(name) && !other) {
        throw new ConfigException(
            "The environment variable "
                + name
                + " = '"
                + environment.get(name)
                + "' is no setting. Unset it, or use one of "
                + String.join(", ", known)
                + ".");
      }
    }
  }
}
