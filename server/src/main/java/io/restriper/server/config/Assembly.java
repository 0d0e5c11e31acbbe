package io.restriper.server.config;

import static io.restriper.server.config.SettingValues.clusterName;
import static io.restriper.server.config.SettingValues.drives;
import static io.restriper.server.config.SettingValues.encoding;
import static io.restriper.server.config.SettingValues.node;
import static io.restriper.server.config.SettingValues.path;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.config.Layer.RawDrive;
import io.restriper.server.limit.Limit;
import io.restriper.server.limit.Limits;
import io.restriper.server.tls.TlsSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Settings made of layers, the first of which comes before the others. */
final class Assembly {
  private static final String DEFAULT = "the default";

  private final List<Layer> layers;

  Assembly(List<Layer> layers) {
    this.layers = List.copyOf(layers);
  }

  /** Refuses values of a layer that are wrong by themselves, also if another comes before it. */
  void checkEachValue(Layer layer) throws ConfigException {
    for (Setting setting : Setting.values()) {
      Optional<Value> value = layer.value(setting);
      if (value.isPresent()) {
        SettingValues.check(setting, value.get());
      }
    }
    if (layer.drives().isPresent()) {
      drives(layer.drives().get(), 1);
    }
  }

  ServerSettings settings() throws ConfigException {
    InetSocketAddress listen = ListenAddress.parse(value(Setting.LISTEN, "127.0.0.1:8000"));
    Path data = path(value(Setting.DATA, "./restriper-data"));
    String clusterName = clusterName(value(Setting.CLUSTER_NAME, "restriper"));
    int nodeId = node(value(Setting.NODE_ID, "1"));
    Value encodingValue = value(Setting.ENCODING, "4+2");
    Encoding encoding = encoding(encodingValue);
    Optional<List<RawDrive>> given =
        layers.stream().map(Layer::drives).flatMap(Optional::stream).findFirst();
    List<DriveSettings> drives =
        given.isPresent() ? drives(given.get(), nodeId) : defaultDrives(data, nodeId);
    if (given.isPresent()) {
      DriveRules.check(given.get(), drives, data);
    }
    int fewest = encoding.dataBlocks() + 1;
    if (drives.size() < fewest) {
      throw encodingValue.refused(
          "it needs at least "
              + fewest
              + " drives, and "
              + drives.size()
              + " "
              + (drives.size() == 1 ? "is" : "are")
              + " given. Name more drives or choose an encoding with fewer data blocks.");
    }
    return new ServerSettings(
        listen,
        new EngineSettings(data, clusterName, nodeId, encoding, drives, upkeep()),
        given.isEmpty(),
        tls(),
        limits());
  }

  private Optional<TlsSettings> tls() throws ConfigException {
    Optional<Value> certificate = value(Setting.TLS_CERT);
    Optional<Value> key = value(Setting.TLS_KEY);
    Optional<Value> clients = value(Setting.TLS_CLIENT_CA);
    if (certificate.isPresent() && key.isPresent()) {
      Optional<Path> authorities =
          clients.isPresent() ? Optional.of(path(clients.get())) : Optional.empty();
      return Optional.of(new TlsSettings(path(certificate.get()), path(key.get()), authorities));
    }
    Optional<Value> alone = certificate.or(() -> key).or(() -> clients);
    if (alone.isPresent()) {
      throw alone
          .get()
          .refused(
              "for TLS both tls-cert and tls-key are needed. Set both, or none of the settings of"
                  + " TLS.");
    }
    return Optional.empty();
  }

  private Limits limits() throws ConfigException {
    Limits limits = Limits.DEFAULTS;
    for (Setting setting : Setting.values()) {
      if (setting.limit().isPresent() && value(setting).isPresent()) {
        Limit limit = setting.limit().get();
        limits = limits.with(limit, SettingValues.limit(limit, value(setting).get()));
      }
    }
    Optional<Limits.Contradiction> contradiction = limits.contradiction();
    if (contradiction.isPresent()) {
      Setting wrong = setting(contradiction.get().wrong());
      Setting bound = setting(contradiction.get().bound());
      throw value(wrong, contradiction.get().wrong().byDefault())
          .refused(
              contradiction.get().has()
                  + " "
                  + bound.key()
                  + ", which is "
                  + limits.of(contradiction.get().bound())
                  + ". Change one of the two.");
    }
    return limits;
  }

  private static Setting setting(Limit limit) {
    return Setting.of(Setting.LIMITS + "." + limit.key()).orElseThrow();
  }

  private EngineSettings.Upkeep upkeep() throws ConfigException {
    return new EngineSettings.Upkeep(
        UpkeepValues.restripeLimit(value(Setting.RESTRIPE_LIMIT, "0")),
        UpkeepValues.scrubPeriod(value(Setting.SCRUB_DAYS, "30")));
  }

  private Optional<Value> value(Setting setting) {
    return layers.stream().map(layer -> layer.value(setting)).flatMap(Optional::stream).findFirst();
  }

  private Value value(Setting setting, String byDefault) {
    return value(setting)
        .orElseGet(() -> new Value(byDefault, setting.key() + " (" + DEFAULT + ")"));
  }

  private static List<DriveSettings> defaultDrives(Path data, int nodeId) {
    return IntStream.rangeClosed(1, SettingsLoader.DEFAULT_DRIVES)
        .mapToObj(number -> new DriveSettings(data.resolve("drive-" + number), nodeId))
        .toList();
  }
}
