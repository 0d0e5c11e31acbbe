package io.restriper.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import io.restriper.cli.Stub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectingTest {
  private final Stub stub = Stub.slice();
  private final Stub other = Stub.slice();
  @TempDir private Path home;

  @AfterEach
  void close() {
    stub.close();
    other.close();
  }

  private Cli cli() {
    return new Cli().home(home);
  }

  private void profiles(String yaml) throws IOException {
    Path folder = Files.createDirectories(home.resolve(".config/restriper"));
    Files.writeString(folder.resolve("profiles.yaml"), yaml);
  }

  private static String profile(String name, URI endpoint, String more) {
    return name + ":\n  endpoint: " + endpoint + "\n" + more;
  }

  @Test
  void flagsWinOverTheEnvironmentAndThatOverTheDefaultProfile() throws IOException {
    profiles(profile("default", other.uri(), "  token: of-profile\n"));

    assertThat(cli().run("drives").code()).isZero();
    assertThat(other.tokens()).containsOnly("Bearer of-profile");

    Cli environment =
        cli().with("RESTRIPER_ENDPOINT", stub.uri().toString()).with("RESTRIPER_TOKEN", "of-env");
    assertThat(environment.run("drives").code()).isZero();
    assertThat(stub.tokens()).containsOnly("Bearer of-env");

    other.tokens().clear();
    String flag = other.uri().toString();
    assertThat(environment.run("drives", "-e", flag, "--token", "of-flag").code()).isZero();
    assertThat(other.tokens()).containsOnly("Bearer of-flag");
  }

  @Test
  void theProfileThatAFlagNamesWinsOverTheEnvironment() throws IOException {
    profiles(profile("lab", stub.uri(), "  token-file: lab.token\n"));
    Files.writeString(home.resolve(".config/restriper/lab.token"), "of-file\n");

    Cli.Result result =
        cli()
            .with("RESTRIPER_ENDPOINT", other.uri().toString())
            .with("RESTRIPER_TOKEN", "of-env")
            .run("drives", "--profile", "lab");

    assertThat(result.code()).isZero();
    assertThat(stub.tokens()).containsOnly("Bearer of-file");
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void theTokenOfAProfileGoesToNoOtherEndpoint() throws IOException {
    profiles(profile("lab", stub.uri(), "  token: secret\n"));

    cli().run("drives", "--profile", "lab", "-e", other.uri().toString());
    cli().with("RESTRIPER_PROFILE", "lab").run("drives", "-e", other.uri().toString());

    assertThat(other.tokens()).hasSize(2).containsOnly("");
  }

  @Test
  void aProfileFileThatIsWrongIsToldWithoutWhatIsInIt() throws IOException {
    profiles("lab:\n  token: secret\n  tocken: secret\n");
    Cli.Result unknown = cli().run("drives", "--profile", "lab");
    profiles("lab:\n  token: [secret\n");
    Cli.Result broken = cli().run("drives", "--profile", "lab");
    profiles("lab: {}\n");
    Cli.Result missing = cli().run("drives", "--profile", "moon");

    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("the key 'tocken'").doesNotContain("secret");
    assertThat(broken.code()).isEqualTo(2);
    assertThat(broken.err()).contains("not valid YAML at line").doesNotContain("secret");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("There is no profile 'moon'");
  }

  @Test
  void aTokenThatIsNoneIsRefused() {
    Cli.Result blank = cli().run("drives", "--token", "two words");
    Cli.Result nowhere = cli().run("drives", "--token-file", home.resolve("none").toString());

    assertThat(blank.code()).isEqualTo(2);
    assertThat(blank.err()).doesNotContain("two words");
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("cannot be read");
  }
}
