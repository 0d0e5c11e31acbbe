package io.restriper.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.server.limit.Limit;
import io.restriper.server.limit.Limits;
import io.restriper.server.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the settings of TLS and the limits can be given, and how wrong ones are refused. */
class TlsAndLimitsTest {
  @TempDir private Path directory;

  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> flags = new HashMap<>();
  private Optional<String> file = Optional.empty();

  private ServerSettings load() throws ConfigException {
    Optional<String> none = Optional.empty();
    Flags given = new Flags(file, none, none, none, none, none, none, none, List.of(), flags);
    return SettingsLoader.of(given, environment).load().settings();
  }

  private void file(String... lines) throws IOException {
    file =
        Optional.of(
            Files.write(directory.resolve("restriper.yaml"), Arrays.asList(lines)).toString());
  }

  @Test
  void byDefaultThereIsNoTlsAndEachLimitHasItsDefault() throws ConfigException {
    assertThat(load().tls()).isEmpty();
    assertThat(load().limits()).isEqualTo(Limits.DEFAULTS);
  }

  @Test
  void aLimitComesFromTheFileTheEnvironmentOrAFlag() throws ConfigException, IOException {
    file("limits:", "  writes: 10", "  idle-time: 2m", "  request-head: 64KiB");
    assertThat(load().limits())
        .isEqualTo(
            Limits.DEFAULTS
                .with(Limit.WRITES, 10)
                .with(Limit.IDLE_TIME, 120)
                .with(Limit.REQUEST_HEAD, 64 << 10));
    environment.put("RESTRIPER_LIMITS_WRITES", "11");
    assertThat(load().limits().of(Limit.WRITES)).isEqualTo(11);
    flags.put("limits.writes", "12");
    assertThat(load().limits().of(Limit.WRITES)).isEqualTo(12);
  }

  @ParameterizedTest
  @EnumSource(Limit.class)
  void eachLimitCanBeSet(Limit limit) throws ConfigException, IOException {
    file("limits:", "  " + limit.key() + ": " + limit.byDefault());
    assertThat(load().limits())
        .isEqualTo(Limits.DEFAULTS.with(limit, limit.parse(limit.byDefault())));
  }

  @Test
  void whatIsOverriddenIsTold() throws ConfigException, IOException {
    file("limits:", "  writes: 10");
    flags.put("limits.writes", "12");
    Optional<String> none = Optional.empty();
    Flags given = new Flags(file, none, none, none, none, none, none, none, List.of(), flags);
    assertThat(SettingsLoader.of(given, environment).load().overridden())
        .containsOnlyKeys("limits.writes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits: 5                | limits (in the configuration file",
        "limits: {}{}             | not valid YAML",
        "limits: {speed: 5}       | 'limits.speed'",
        "limits.writes: 5         | 'limits.writes'",
        "writes: 5                | 'writes'",
        "limits: {writes: many}   | whole number from 1 to 9999",
        "limits: {writes: 1.5}    | one text or whole number",
        "limits: {idle-time: 60}  | with s or m behind it",
        "limits: {writes: 200}    | it has to be at most limits.file-requests, which is 192",
        "limits: {requests: 100}  | it has to be less than limits.requests, which is 100",
        "tls-cert: /x             | both tls-cert and tls-key",
        "tls-key: /x              | both tls-cert and tls-key",
        "tls-client-ca: /x        | both tls-cert and tls-key",
        "tls-cert: ''             | a path is needed"
      })
  void whatIsWrongIsRefusedInASentence(String line, String words) throws IOException {
    file(line);
    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("Exception")
        .hasMessageEndingWith(".");
  }

  @Test
  void aFlagThatNamesNoLimitIsRefused() {
    flags.put("limits.speed", "5");
    assertThatThrownBy(this::load)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--limit names 'speed'")
        .hasMessageContaining("min-rate");
  }

  @Test
  void tlsComesFromEachPlace() throws ConfigException, IOException {
    file("tls-cert: /etc/cert.pem", "tls-key: /etc/key.pem");
    Path certificate = Path.of("/etc/cert.pem");
    Path key = Path.of("/etc/key.pem");
    assertThat(load().tls()).hasValue(new TlsSettings(certificate, key, Optional.empty()));
    environment.put("RESTRIPER_TLS_CLIENT_CA", "/etc/ca.pem");
    flags.put("tls-key", "/other/key.pem");
    assertThat(load().tls())
        .hasValue(
            new TlsSettings(
                certificate, Path.of("/other/key.pem"), Optional.of(Path.of("/etc/ca.pem"))));
  }
}
