package io.restriper.fuzz;

import io.restriper.server.config.ConfigException;
import io.restriper.server.config.FileLook;
import io.restriper.server.config.Flags;
import io.restriper.server.config.LoadedSettings;
import io.restriper.server.config.SettingsLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The configuration file, and the values that come in the environment. */
public final class ConfigFuzz {
  private static final Path FILE = Path.of("/restriper.yaml");

  private ConfigFuzz() {}

  /** As it comes. Whatever hosts it names are looked up in no network: see {@link Fuzzer}. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      FileLook look = new FileLook(FILE, ByteBuffer.wrap(data), "");
      SettingsLoader loader = SettingsLoader.of(Flags.NONE, Map.of());
      LoadedSettings loaded = loader.load(look);
      Check.same(loaded.settings(), loader.load(look).settings(), "settings");
    } catch (ConfigException e) {
      refused(e);
    }
    environment(new Input(data));
  }

  private static void environment(Input input) {
    String[] names = {"LISTEN", "CLUSTER_NAME", "NODE_ID", "ENCODING", "DRIVES", "DATA"};
    try {
      String name = "RESTRIPER_" + names[input.below(names.length)];
      SettingsLoader.of(Flags.NONE, Map.of(name, input.text(200))).load();
    } catch (ConfigException e) {
      refused(e);
    }
  }

  private static void refused(ConfigException e) {
    Check.that(e.getMessage().endsWith("."), "no sentence: " + e.getMessage());
  }
}
