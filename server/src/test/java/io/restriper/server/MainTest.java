package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
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
        .contains("--listen", "--drive", "RESTRIPER_DRIVES", "rebuild-catalog");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "rebuild-catalog;--help"})
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
        "--listen;0.0.0.0:8000                   | listen (flag --listen) is '0.0.0.0:8000'",
        "rebuild-catalog;--node-id;0             | node-id (flag --node-id) is '0'",
        "--node-id;0;rebuild-catalog             | node-id (flag --node-id) is '0'",
        "--lisen;127.0.0.1:8000                  | --lisen",
        "unexpected                              | unexpected",
        "--listen                                | --listen"
      })
  void refusesWrongSettingsInOneLine(String args, String message) {
    assertThat(run(args.trim().split(";"))).isEqualTo(Main.WRONG_SETTINGS);

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
  void saysWhatItDoesAndWhatToTryNext() {
    String banner = banner(settings(8));

    assertThat(banner)
        .contains("8 drives", "4+2", "any 2 of them", "http://127.0.0.1:8000")
        .contains("curl -T -", "rm -rf " + directory.resolve("data/drive-3"))
        .contains("curl http://127.0.0.1:8000/v1/cluster/protection/restriper/status")
        .contains("in a browser: http://127.0.0.1:8000/\n");
  }

  @Test
  void warnsOfTooFewDrivesForFullProtection() {
    assertThat(banner(settings(5))).contains("needs 6 for full protection").contains("at risk");
  }

  private static String banner(EngineSettings settings) {
    return Banner.of(
        new ServerSettings(new InetSocketAddress("127.0.0.1", 8000), settings, true),
        URI.create("http://127.0.0.1:8000"),
        BuildInfo.read());
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
