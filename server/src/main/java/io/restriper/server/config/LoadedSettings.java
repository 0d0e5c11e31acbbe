package io.restriper.server.config;

import java.util.Map;
import java.util.Optional;

/**
 * Settings, and what they were made of.
 *
 * @param settings the checked settings
 * @param look what the configuration file was; empty if there is none
 * @param overridden what the file says in vain, by key
 */
public record LoadedSettings(
    ServerSettings settings, Optional<FileLook> look, Map<String, Overridden> overridden) {
  public LoadedSettings {
    overridden = Map.copyOf(overridden);
  }

  /**
   * A setting of the configuration file that has no effect.
   *
   * @param given what the file says
   * @param by the setting that comes before it and where that was given, in words for a person
   */
  public record Overridden(String given, String by) {}
}
