package io.restriper.server.config;

/**
 * A value as it was given.
 *
 * @param text the value
 * @param origin the name of the setting and where it was given, in words for a person
 */
record Value(String text, String origin) {

  /** The exception that refuses the value. */
  ConfigException refused(String whatWouldBeRight) {
    return new ConfigException(origin + " is '" + text + "': " + whatWouldBeRight);
  }
}
