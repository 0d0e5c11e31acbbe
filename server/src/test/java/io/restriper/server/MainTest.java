package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.access.token.TokenText;
import io.restriper.server.config.ConfigException;
import io.restriper.server.config.ServerSettings;
import io.restriper.server.resource.BuildInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  private int run(String... args) {
    return new Main(
            Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(args);
  }

  @Test
  void showsItsVersionItsContractAndItsCommit() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .matches("Restriper \\S+ \\((release|snapshot)\\)\\Rcontract \\S+\\Rcommit \\S+\\R");
  }

  @Test
  void knowsTheVersionOfTheContractThatItWasBuiltWith() throws IOException {
    String contract =
        Files.readString(Path.of("..", "api-spec", "src", "main", "openapi", "openapi.yaml"));
    assertThat(contract).contains("\n  version: " + BuildInfo.read().contract() + "\n");
  }

  @Test
  void showsHelp() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "--listen", "--drive", "RESTRIPER_DRIVES", "rebuild-catalog", "--insecure", "token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "rebuild-catalog;--help",
        "token;--help",
        "token;create;--help",
        "token;list;--help",
        "token;revoke;--help"
      })
  void itsHelpFitsIntoATerminal(String args) {
    assertThat(run(args.split(";"))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void makesNothingOnDiskIfThePortIsInUse() throws IOException {
    Path data = directory.resolve("data");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String listen = "127.0.0.1:" + taken.getLocalPort();
      assertThat(run("--listen", listen, "--data", data.toString())).isEqualTo(Main.FAILED);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot listen on " + listen);
    }
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--listen;0.0.0.0:8000                   | listen is '0.0.0.0:8000', which others",
        "--listen;[::]:8000                      | make a token with",
        "--listen;192.0.2.1:8000                 | or give --insecure if everybody",
        "token                                   | token needs one of the commands create, list",
        "token;create;--role;observer            | --expires",
        "token;create;--expires;1d               | --role",
        "token;create;--role;root;--expires;1d   | --role is 'root', and has to be observer",
        "token;create;--role;admin;--expires;1y  | --expires is '1y' is no time",
        "token;create;--role;admin;--expires;1d;--name;a b | --name is 'a b', and has to be of up",
        "token;revoke;00000000                   | there are no tokens to revoke",
        "rebuild-catalog;--node-id;0             | node-id (flag --node-id) is '0'",
        "--node-id;0;rebuild-catalog             | node-id (flag --node-id) is '0'",
        "--lisen;127.0.0.1:8000                  | --lisen",
        "unexpected                              | unexpected",
        "--tls-cert;/none/c                      | both tls-cert and tls-key are needed",
        "--tls-cert;/none/c;--tls-key;/none/k    | There is no file /none/c, which tls-cert names",
        "--limit;speed=5                         | --limit names 'speed'",
        "--limit;writes=0                        | limits.writes (flag --limit) is '0'",
        "--limit;writes                          | --limit",
        "--listen                                | --listen"
      })
  void refusesWrongSettingsInOneLine(String args, String message) {
    List<String> all = new ArrayList<>(List.of(args.trim().split(";")));
    if (all.get(0).equals("token")) {
      all.addAll(List.of("--data", directory.resolve("data").toString()));
    }
    assertThat(run(all.toArray(String[]::new))).isEqualTo(Main.WRONG_SETTINGS);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("restriper-server: ")
        .contains(message)
        .doesNotContain("Exception");
    assertThat(out.size()).isZero();
  }

  @Test
  void makesTheDrivesOnTheFirstStartOnly() throws IOException {
    EngineSettings settings = settings(8);

    DefaultDrives.makeOnFirstStart(settings);
    assertThat(settings.drives()).allSatisfy(drive -> assertThat(drive.path()).isDirectory());
    Files.delete(settings.drives().get(0).path());
    DefaultDrives.makeOnFirstStart(settings);
    assertThat(settings.drives().get(0).path()).isDirectory();

    Files.createFile(settings.data().resolve("catalog"));
    Files.delete(settings.drives().get(0).path());
    DefaultDrives.makeOnFirstStart(settings);

    assertThat(settings.drives().get(0).path()).doesNotExist();
  }

  @Test
  void saysWhatItDoesAndWhatToTryNext() throws Exception {
    String banner = banner(settings(8));

    assertThat(banner)
        .contains("8 drives", "4+2", "any 2 of them", "http://127.0.0.1:8000")
        .contains("curl -T -", "rm -rf " + directory.resolve("data/drive-3"))
        .contains("curl http://127.0.0.1:8000/v1/cluster/protection/restriper/status")
        .contains("in a browser: http://127.0.0.1:8000/\n");
  }

  @Test
  void warnsOfTooFewDrivesForFullProtection() throws Exception {
    assertThat(banner(settings(5))).contains("needs 6 for full protection").contains("at risk");
  }

  @Test
  void makesTheDrivesAlsoIfThereAreTokensAlready() throws IOException {
    EngineSettings settings = settings(8);
    token("create", "--role", "admin", "--expires", "never");

    DefaultDrives.makeOnFirstStart(settings);

    assertThat(settings.drives()).allSatisfy(drive -> assertThat(drive.path()).isDirectory());
  }

  @Test
  void aTokenIsPrintedOnceAndListedAndRevoked() {
    String text =
        token("create", "--role", "writer", "--expires", "90d", "--name", "backup").strip();
    assertThat(TokenText.parse(text)).isPresent();
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(said)
        .contains("with the role writer is made", "only this once", "/data/tokens.json has");
    String id = said.split(" ")[1];

    assertThat(token("list"))
        .containsPattern(id + " +writer +\\S+Z +\\S+Z +valid +backup")
        .doesNotContain(text);
    token("revoke", id);
    assertThat(token("list").lines()).hasSize(1);
    assertThat(run("token", "revoke", id, "--data", directory.resolve("data").toString()))
        .isEqualTo(Main.WRONG_SETTINGS);
  }

  @Test
  void whenTheLastTokenIsRevokedNobodyComesIn() throws Exception {
    token("create", "--role", "admin", "--expires", "never");
    token("revoke", err.toString(StandardCharsets.UTF_8).split(" ")[1]);

    Doors doors = doors("127.0.0.1", false);

    assertThat(doors.access().isOpen()).isFalse();
    assertThat(doors.access().judge(List.of(), "here").refusal()).isPresent();
    assertThat(doors.warning()).isEmpty();
  }

  @Test
  void doesNotStartIfItIsNotKnownWhoMayComeIn() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.writeString(data.resolve("tokens.json"), "{\"format\": 1, \"tok");

    assertThat(run("--data", data.toString(), "--listen", "127.0.0.1:0")).isEqualTo(Main.FAILED);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(data + "/tokens.json cannot be understood: it is not valid JSON.", "Put back");
    assertThat(data).isDirectoryNotContaining("glob:**/catalog");
  }

  @Test
  void saysThatItIsOpenWhereItIs() throws Exception {
    assertThat(doors("127.0.0.1", false).warning())
        .hasValueSatisfying(
            warning -> assertThat(warning).contains("every program on this machine"));
    assertThat(doors("0.0.0.0", true).warning())
        .hasValueSatisfying(
            warning -> assertThat(warning).startsWith("Insecure, because --insecure was given"));
    assertThat(banner(settings(8))).contains("asks nobody for a token");
    token("create", "--role", "admin", "--expires", "never");
    assertThat(banner(settings(8)))
        .contains("only for those who have a token", "-H \"Authorization: Bearer $TOKEN\" -T -");
  }

  private String token(String... args) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("token"));
    all.addAll(List.of(args));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    assertThat(run(all.toArray(String[]::new))).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private Doors doors(String host, boolean insecure) throws ConfigException, IOException {
    return Doors.of(
        new ServerSettings(new InetSocketAddress(host, 8000), settings(8), true), insecure, false);
  }

  private String banner(EngineSettings settings) throws ConfigException, IOException {
    return Banner.of(
        new ServerSettings(new InetSocketAddress("127.0.0.1", 8000), settings, true),
        URI.create("http://127.0.0.1:8000"),
        BuildInfo.read(),
        doors("127.0.0.1", false));
  }

  private EngineSettings settings(int drives) {
    Path data = directory.resolve("data");
    List<DriveSettings> list =
        IntStream.rangeClosed(1, drives)
            .mapToObj(number -> new DriveSettings(data.resolve("drive-" + number), 1))
            .toList();
    return new EngineSettings(data, "test", 1, new Encoding(4, 2), list);
  }
}
