package io.restriper.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.engine.setup.EngineSettings.Upkeep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
  private static final String SIX_DRIVES = "/d/1,/d/2,/d/3,/d/4@2,/d/5@2,/d/6@3";

  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();

  private ServerSettings load(Flags flags) throws ConfigException {
    return SettingsLoader.of(flags, environment).load().settings();
  }

  private static Flags flags(String name, String value) {
    return new Flags(
        optional(name.equals("config"), value),
        optional(name.equals("listen"), value),
        optional(name.equals("data"), value),
        optional(name.equals("cluster-name"), value),
        optional(name.equals("node-id"), value),
        optional(name.equals("encoding"), value),
        optional(name.equals("restripe-limit"), value),
        optional(name.equals("scrub-days"), value),
        name.equals("drives") ? Arrays.asList(value.split(",")) : List.of());
  }

  private static Optional<String> optional(boolean present, String value) {
    return present ? Optional.of(value) : Optional.empty();
  }

  private Flags file(String... lines) throws IOException {
    Path file = directory.resolve("restriper.yaml");
    Files.write(file, Arrays.asList(lines));
    return flags("config", file.toString());
  }

  @Test
  void hasDefaultsForEverything() throws ConfigException {
    ServerSettings settings = load(Flags.NONE);

    Path data = Path.of("restriper-data").toAbsolutePath();
    assertThat(settings.listen().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.listen().getPort()).isEqualTo(8000);
    assertThat(settings.drivesByDefault()).isTrue();
    assertThat(settings.engine().data()).isEqualTo(data);
    assertThat(settings.engine().clusterName()).isEqualTo("restriper");
    assertThat(settings.engine().nodeId()).isEqualTo(1);
    assertThat(settings.engine().encoding()).isEqualTo(new Encoding(4, 2));
    assertThat(settings.engine().drives())
        .hasSize(8)
        .startsWith(new DriveSettings(data.resolve("drive-1"), 1))
        .endsWith(new DriveSettings(data.resolve("drive-8"), 1));
    assertThat(settings.engine().upkeep()).isEqualTo(Upkeep.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1048576, 1048576",
    "2000000B, 2000000",
    "2048KiB, 2097152",
    "100MiB, 104857600",
    "100 MiB, 104857600",
    "2GiB, 2147483648",
    "1TiB, 1099511627776"
  })
  void readsALimitInEveryUnit(String text, long bytes) throws ConfigException {
    assertThat(load(flags("restripe-limit", text)).engine().upkeep().restripeLimit())
        .isEqualTo(bytes);
  }

  @Test
  void readsHowDrivesAreLookedAfterFromEverySource() throws ConfigException, IOException {
    Flags file = file("restripe-limit: 10MiB", "scrub-days: 7");
    assertThat(load(file).engine().upkeep()).isEqualTo(new Upkeep(10L << 20, Duration.ofDays(7)));

    environment.put("RESTRIPER_RESTRIPE_LIMIT", "20MiB");
    environment.put("RESTRIPER_SCRUB_DAYS", "0");
    assertThat(load(file).engine().upkeep()).isEqualTo(new Upkeep(20L << 20, Duration.ZERO));
    assertThat(load(flags("scrub-days", "1")).engine().upkeep().scrubPeriod())
        .isEqualTo(Duration.ofDays(1));
    assertThat(load(flags("scrub-days", "0.25")).engine().upkeep().scrubPeriod())
        .isEqualTo(Duration.ofHours(6));
  }

  @Test
  void readsAConfigurationFile() throws ConfigException, IOException {
    ServerSettings settings =
        load(
            file(
                "# a comment",
                "listen: localhost:9000",
                "data: /srv/restriper",
                "cluster-name: archive",
                "node-id: 3",
                "encoding: 2+1",
                "drives:",
                "  - path: /disks/a",
                "  - path: /disks/b@x",
                "    node: 4",
                "  - path: /disks/c",
                "    node: 5"));

    assertThat(settings.listen().getPort()).isEqualTo(9000);
    assertThat(settings.engine().clusterName()).isEqualTo("archive");
    assertThat(settings.engine().data()).isEqualTo(Path.of("/srv/restriper"));
    assertThat(settings.engine().encoding()).isEqualTo(new Encoding(2, 1));
    assertThat(settings.drivesByDefault()).isFalse();
    assertThat(settings.engine().drives())
        .containsExactly(
            new DriveSettings(Path.of("/disks/a"), 3),
            new DriveSettings(Path.of("/disks/b@x"), 4),
            new DriveSettings(Path.of("/disks/c"), 5));
  }

  @Test
  void takesAnEmptyConfigurationFile() throws ConfigException, IOException {
    assertThat(load(file("# nothing yet")).drivesByDefault()).isTrue();
  }

  @Test
  void prefersFlagsToEnvironmentToFileSettingBySetting() throws ConfigException, IOException {
    Path file = directory.resolve("c.yaml");
    Files.write(
        file, List.of("cluster-name: file", "node-id: 7", "encoding: 3+1", "data: /from/file"));
    environment.put("RESTRIPER_CONFIG", file.toString());
    environment.put("RESTRIPER_CLUSTER_NAME", "environment");
    environment.put("RESTRIPER_NODE_ID", "8");

    ServerSettings settings = load(flags("cluster-name", "flag"));

    assertThat(settings.engine().clusterName()).isEqualTo("flag");
    assertThat(settings.engine().nodeId()).isEqualTo(8);
    assertThat(settings.engine().encoding()).isEqualTo(new Encoding(3, 1));
    assertThat(settings.engine().data()).isEqualTo(Path.of("/from/file"));
  }

  @Test
  void takesDrivesWithNodesFromFlagsAndEnvironment() throws ConfigException {
    environment.put("RESTRIPER_DRIVES", SIX_DRIVES);
    assertThat(load(Flags.NONE).engine().drives())
        .hasSize(6)
        .contains(new DriveSettings(Path.of("/d/1"), 1), new DriveSettings(Path.of("/d/6"), 3));

    assertThat(load(flags("drives", "/e/1,/e/2,/e/3,/e/4,/e@x/5@9")).engine().drives())
        .hasSize(5)
        .endsWith(new DriveSettings(Path.of("/e@x/5"), 9));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "listen       | 8000             | HOST:PORT",
        "listen       | 127.0.0.1        | HOST:PORT",
        "listen       | 127.0.0.1:x      | HOST:PORT",
        "listen       | 127.0.0.1:65536  | 0 to 65535",
        "listen       | host.invalid:80  | not known",
        "cluster-name | ' '              | 1 to 255 characters",
        "data         | ''               | a path is needed",
        "node-id      | 0                | whole number from 1",
        "node-id      | -1               | whole number from 1",
        "node-id      | one              | whole number from 1",
        "node-id      | 9999999999       | whole number from 1",
        "encoding     | 4                | for example 4+2",
        "encoding     | 0+2              | at least 1",
        "encoding     | 4+0              | at least 1",
        "encoding     | 31+2             | at most 32",
        "encoding     | 8+2              | at least 9 drives, and 8 are",
        "restripe-limit | 1023KiB        | at least 1MiB",
        "restripe-limit | fast           | for example 100MiB",
        "restripe-limit | 100MB          | B, KiB, MiB, GiB or TiB",
        "restripe-limit | -1             | at least 1MiB",
        "restripe-limit | 99999999TiB    | for example 100MiB",
        "scrub-days   | 3651             | from 0.001 to 3650",
        "scrub-days   | 0.0009           | from 0.001 to 3650",
        "scrub-days   | 1,5              | from 0.001 to 3650",
        "scrub-days   | -1               | or 0 for never",
        "scrub-days   | monthly          | a number of days",
        "drives       | /a,/b,/c,/d      | at least 5 drives, and 4 are",
        "drives       | /a,/b,/c,/d,/a/  | given twice",
        "drives       | /a,/b,/c,/d,/a/x | lies in, or holds, the drive /a",
        "drives       | /a/x,/b,/c,/d,/a | lies in, or holds, the drive /a/x",
        "drives       | /a@0,/b          | whole number from 1",
        "drives       | /a@x,/b          | number of a node",
        "drives       | /a,,/b           | a path is needed",
        "drives       | /,/b             | must not lie in a drive",
        "config       | /no/such/file    | no configuration file"
      })
  void refusesWrongValues(String name, String value, String whatWouldBeRight) {
    String place =
        switch (name) {
          case "drives" -> "--drive";
          case "config" -> "";
          default -> "--" + name;
        };
    assertThatThrownBy(() -> load(flags(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(whatWouldBeRight)
        .hasMessageContaining(value.contains("+") || name.equals("drives") ? "" : value)
        .satisfies(
            e -> {
              if (!e.getMessage().contains("at least 5 drives")) {
                assertThat(e.getMessage()).contains(place);
              }
            });
  }

  @Test
  void passesOverWhatTheCommandLineIsSetUpWith() throws ConfigException {
    ServerSettings without = load(Flags.NONE);
    for (String name : List.of("ENDPOINT", "TOKEN", "TOKEN_FILE", "CA_CERT", "PROFILE")) {
      environment.put("RESTRIPER_" + name, "any");
    }

    assertThat(load(Flags.NONE)).isEqualTo(without);
  }

  @Test
  void refusesAnEnvironmentVariableThatIsNoSetting() {
    environment.put("RESTRIPER_ENCODNG", "4+2");
    environment.put("PATH", "/bin");

    assertThatThrownBy(() -> load(Flags.NONE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("RESTRIPER_ENCODNG = '4+2' is no setting")
        .hasMessageContaining("RESTRIPER_ENCODING");
  }

  @Test
  void namesTheEnvironmentVariableThatIsWrong() {
    environment.put("RESTRIPER_ENCODING", "six");

    assertThatThrownBy(() -> load(Flags.NONE))
        .hasMessageStartingWith(
            "encoding (environment variable RESTRIPER_ENCODING) is 'six': write data blocks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lisen: x                        | the key 'lisen'. The keys are listen, data,",
        "node-id: [1]                    | one text or whole number",
        "node-id:                        | whole number from 1",
        "cluster-name: yes: no           | not valid YAML at line 1",
        "cluster-name: true              | put quotes around",
        "just text                       | lines of the form 'key: value'",
        "drives: /disks/a                | must be a list of drives",
        "drives: []                      | must be a list of drives",
        "drives: [/disks/a]              | a drive needs a path",
        "drives: [{node: 1}]             | a drive needs a path",
        "drives: [{path: /a, size: 1}]   | drives[0] (in the configuration file",
        "drives: [{path: /a, node: x}]   | drives[0].node (in the configuration file",
        "encoding: 1                     | encoding (in the configuration file"
      })
  void refusesWhatAConfigurationFileCannotSay(String line, String message) throws IOException {
    Flags flags = file(line);

    assertThatThrownBy(() -> load(flags))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("restriper.yaml")
        .hasMessageNotContaining("com.fasterxml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-id: 1\nnode-id: 2", "---\nnode-id: 1\n---\nnode-id: 2"})
  void refusesAKeyThatIsGivenTwice(String yaml) throws IOException {
    Flags flags = file(yaml);

    assertThatThrownBy(() -> load(flags)).isInstanceOf(ConfigException.class);
  }

  @Test
  void refusesTheSameDriveUnderTwoNames() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);

    assertThatThrownBy(() -> load(flags("drives", real + "," + link + ",/b,/c,/d")))
        .hasMessageContaining("given twice");
  }

  @Test
  void takesLoopbackInEveryForm() throws ConfigException {
    assertThat(load(flags("listen", "[::1]:0")).listen().getPort()).isZero();
    assertThat(load(flags("listen", "127.1.2.3:80")).listen().getPort()).isEqualTo(80);
  }
}
