package io.restriper.server.config;

import io.restriper.server.limit.Limit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A setting, by the names that it has in each place where it can be given. */
enum Setting {
  LISTEN("listen"),
  DATA("data"),
  CLUSTER_NAME("cluster-name"),
  NODE_ID("node-id"),
  ENCODING("encoding"),
  RESTRIPE_LIMIT("restripe-limit"),
  SCRUB_DAYS("scrub-days"),
  TLS_CERT("tls-cert"),
  TLS_KEY("tls-key"),
  TLS_CLIENT_CA("tls-client-ca"),
  REQUEST_HEAD(Limit.REQUEST_HEAD),
  FILE_SIZE(Limit.FILE_SIZE),
  REQUESTS(Limit.REQUESTS),
  FILE_REQUESTS(Limit.FILE_REQUESTS),
  WRITES(Limit.WRITES),
  EVENT_STREAMS(Limit.EVENT_STREAMS),
  CONNECTIONS(Limit.CONNECTIONS),
  IDLE_TIME(Limit.IDLE_TIME),
  MIN_RATE(Limit.MIN_RATE),
  PATH_LENGTH(Limit.PATH_LENGTH),
  PATH_DEPTH(Limit.PATH_DEPTH),
  DRIVES("drives");

  /** The key of the limits in the configuration file, each of which has a key in there. */
  static final String LIMITS = "limits";

  private final String key;
  private final Optional<Limit> limit;

  Setting(String key) {
    this.key = key;
    this.limit = Optional.empty();
  }

  Setting(Limit limit) {
    this.key = "limits." + limit.key();
    this.limit = Optional.of(limit);
  }

  /** The setting of a key; empty if there is none. */
  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** Which limit it sets; empty if it is no limit. */
  Optional<Limit> limit() {
    return limit;
  }

  /** The key in the configuration file, with a dot where one key is in another. */
  String key() {
    return key;
  }

  /** The name on the command line. */
  String flag() {
    if (limit.isPresent()) {
      return "--limit";
    }
    return this == DRIVES ? "--drive" : "--" + key;
  }

  /** The name of the environment variable. */
  String variable() {
    return "RESTRIPER_" + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
