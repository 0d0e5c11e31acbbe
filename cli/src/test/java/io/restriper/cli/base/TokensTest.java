package io.restriper.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import io.restriper.engine.Engine;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.RestriperServer;
import io.restriper.server.access.Access;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Token;
import io.restriper.server.access.token.TokenText;
import io.restriper.server.access.token.Tokens;
import io.restriper.server.http.HttpOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told by the real server who has no token, or one that does not do. */
class TokensTest {
  private static final TokenText OBSERVER = TokenText.random(new SecureRandom());

  @TempDir private static Path folder;
  private static Engine engine;
  private static RestriperServer server;

  @BeforeAll
  static void start() throws Exception {
    List<DriveSettings> drives =
        IntStream.rangeClosed(1, 3)
            .mapToObj(number -> new DriveSettings(folder.resolve("drive-" + number), 1))
            .toList();
    for (DriveSettings drive : drives) {
      Files.createDirectory(drive.path());
    }
    engine =
        Engine.start(
            new EngineSettings(folder.resolve("data"), "test", 1, new Encoding(2, 1), drives));
    String sha256 = HexFormat.of().formatHex(OBSERVER.hash());
    Token token = new Token("00000001", "", Role.OBSERVER, Instant.EPOCH, Optional.empty(), sha256);
    server =
        RestriperServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            HttpOptions.defaults().with(Access.of(Optional.of(new Tokens(List.of(token))))),
            engine.files(),
            engine::facts,
            engine::status,
            engine.events(),
            engine.runs(),
            engine);
  }

  @AfterAll
  static void stop() {
    server.close();
    engine.close();
  }

  private static void assertRefused(Cli.Result result, String sentence) {
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("restriper: " + sentence + System.lineSeparator());
  }

  @Test
  void withoutATokenItSaysHowToGiveOne() {
    assertRefused(
        Cli.of(server.uri()).run("status"),
        "There is no token in the request. Send it as \"Authorization: Bearer TOKEN\"."
            + " (401 http_unauthorized_error) Give a token that is valid with --token-file,"
            + " RESTRIPER_TOKEN or a profile.");
  }

  @Test
  void withAWrongTokenItSaysWhatIsWrong() {
    String other = TokenText.random(new SecureRandom()).secret();
    assertRefused(
        Cli.of(server.uri()).run("status", "--token", other),
        "The token is not known: it was revoked, or is one of another server. Ask the operator for"
            + " one. (401 http_unauthorized_error) Give a token that is valid with --token-file,"
            + " RESTRIPER_TOKEN or a profile.");
  }

  @Test
  void theTokenOfAnObserverShowsTheStatus() {
    Cli.Result result = Cli.of(server.uri()).run("status", "--token", OBSERVER.secret());
    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("Data is PROTECTED");
  }

  @Test
  void itDoesNotDoForFilesAndThatIsSaidOnce() throws Exception {
    Path one = Files.writeString(folder.resolve("one"), "1");
    Path two = Files.writeString(folder.resolve("two"), "2");
    assertRefused(
        Cli.of(server.uri())
            .run("put", one.toString(), two.toString(), "/in/", "--token", OBSERVER.secret()),
        "The token has the role observer, and this needs writer. Ask the operator for a token with"
            + " that role. (403 http_forbidden_error)");
  }
}
