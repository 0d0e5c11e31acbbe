package io.restriper.server.config;

/** Settings that a server cannot start with; the message names the setting and what is right. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
