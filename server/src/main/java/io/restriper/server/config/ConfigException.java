package io.restriper.server.config;

/** Settings that a server cannot start with; the message names the setting and what is right. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * An exception.
   *
   * @param message a sentence for a person
   */
  public ConfigException(String message) {
    super(message);
  }
}
