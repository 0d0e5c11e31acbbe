package io.restriper.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.server.limit.Limit;
import io.restriper.server.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributedConfigTest {
  /** A line that sets something: a # and at once a key, or further in a drive. */
  private static final Pattern SWITCHED_OFF = Pattern.compile("^#(?=\\S| {2})", Pattern.MULTILINE);

  @TempDir private Path directory;

  private static String distributed() throws IOException {
    return Files.readString(Path.of("src", "dist", "conf", "restriper.yaml"));
  }

  private ServerSettings load(String content) throws IOException, ConfigException {
    Path file = Files.writeString(directory.resolve("restriper.yaml"), content);
    return SettingsLoader.of(flags(file), Map.of()).load().settings();
  }

  private static Flags flags(Path file) {
    Optional<String> none = Optional.empty();
    return new Flags(
        Optional.of(file.toString()), none, none, none, none, none, none, none, List.of());
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsThereSwitchedOff(Setting setting) throws IOException {
    String start =
        setting.limit().isPresent()
            ? "#  " + setting.limit().get().key() + ": " + setting.limit().get().byDefault()
            : "#" + setting.key() + ":";
    assertThat(distributed().lines()).filteredOn(line -> line.startsWith(start)).hasSize(1);
  }

  @Test
  void asItIsItSetsNothing() throws IOException, ConfigException {
    assertThat(load(distributed())).isEqualTo(load(""));
  }

  @Test
  void switchedOnItLoadsAndSetsTheDefaultsAndTheDrivesOfTheExample()
      throws IOException, ConfigException {
    ServerSettings defaults = load("");
    ServerSettings settings = load(SWITCHED_OFF.matcher(distributed()).replaceAll(""));

    assertThat(settings.listen()).isEqualTo(defaults.listen());
    assertThat(settings.engine().data()).isEqualTo(defaults.engine().data());
    assertThat(settings.engine().clusterName()).isEqualTo(defaults.engine().clusterName());
    assertThat(settings.engine().nodeId()).isEqualTo(defaults.engine().nodeId());
    assertThat(settings.engine().encoding()).isEqualTo(defaults.engine().encoding());
    assertThat(settings.engine().upkeep()).isEqualTo(defaults.engine().upkeep());
    // What holds by itself is less where the heap is small, as it is in a test.
    assertThat(settings.limits()).isEqualTo(defaults.limits().with(Limit.CONNECTIONS, 16384));
    assertThat(defaults.tls()).isEmpty();
    assertThat(settings.tls())
        .hasValue(
            new TlsSettings(
                Path.of("/etc/restriper/tls/cert.pem"),
                Path.of("/etc/restriper/tls/key.pem"),
                Optional.of(Path.of("/etc/restriper/tls/clients.pem"))));
    assertThat(settings.drivesByDefault()).isFalse();
    assertThat(settings.engine().drives())
        .extracting(drive -> drive.path().toString() + "@" + drive.node())
        .containsExactly(
            "/disks/a@1", "/disks/b@1", "/disks/c@1", "/disks/d@1", "/disks/e@1", "/disks/f@2");
  }
}
