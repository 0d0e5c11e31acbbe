package io.restriper.server.config;

import java.util.Locale;

/** A setting, by the names that it has in each place where it can be given. */
enum Setting {
  LISTEN("listen"),
  DATA("data"),
  CLUSTER_NAME("cluster-name"),
  NODE_ID("node-id"),
  ENCODING("encoding"),
  RESTRIPE_LIMIT("restripe-limit"),
  SCRUB_DAYS("scrub-days"),
  DRIVES("drives");

  private final String key;

  Setting(String key) {
    this.key = key;
  }

  /** The key in the configuration file. */
  String key() {
    return key;
  }

  /** The name on the command line. */
  String flag() {
    return this == DRIVES ? "--drive" : "--" + key;
  }

  /** The name of the environment variable. */
  String variable() {
    return "RESTRIPER_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
