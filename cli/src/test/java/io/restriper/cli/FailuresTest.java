package io.restriper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {

  /** One line on the standard error, nothing on the standard output, and no trace. */
  private static void assertFailed(Cli.Result result, int code, String words) {
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("restriper: ").contains(words);
    assertThat(result.err()).doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "drives", "protection"})
  void aServerThatCannotBeReachedIsOneSentence(String command) throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    assertFailed(Cli.of(nobody).run(command), 1, "No connection to " + nobody + " came about");
  }

  @Test
  void aTokenThatIsRefusedIsOneSentenceThatTellsWhereToGiveOne() {
    try (Stub stub =
        new Stub().error("/v1/cluster/protection/restriper/status", 401, "unauthorized", "Who?")) {
      assertFailed(Cli.of(stub.uri()).run("status"), 1, "Who? (401 unauthorized) Give a token");
    }
  }

  @Test
  void aWebPageIsNoStatus() {
    try (Stub stub = new Stub().statusAnswer(200, "text/html", "<h1>Welcome</h1>")) {
      assertFailed(Cli.of(stub.uri()).run("status"), 1, "text/html instead of JSON");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{}", "{\"message\":\"ok\"}", "{}{}"})
  void nonsenseIsNoStatus(String body) {
    try (Stub stub = new Stub().statusAnswer(200, "application/json", body)) {
      assertFailed(Cli.of(stub.uri()).run("status"), 1, "document");
    }
  }

  @Test
  void aCertificateThatNobodyKnowsIsOneSentenceUntilItIsTrusted(@TempDir Path folder)
      throws Exception {
    try (TlsStub stub = new TlsStub(folder)) {
      assertFailed(Cli.of(stub.uri()).run("drives"), 1, "TLS with " + stub.uri() + " failed");

      String certificate = stub.certificate().toString();
      assertThat(Cli.of(stub.uri()).run("drives", "--ca-cert", certificate).code()).isZero();
      assertThat(Cli.of(stub.uri()).with("RESTRIPER_CA_CERT", certificate).run("drives").code())
          .isZero();
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityIsOneSentence(@TempDir Path folder, @TempDir Path other)
      throws Exception {
    try (TlsStub stub = new TlsStub(folder);
        TlsStub stranger = new TlsStub(other)) {
      Cli.Result result =
          Cli.of(stub.uri()).run("drives", "--ca-cert", stranger.certificate().toString());
      assertFailed(result, 1, "TLS with " + stub.uri() + " failed");
      assertThat(result.err()).contains("names whom to trust");
    }
  }

  @Test
  void aCertificateThatHasExpiredIsOneSentence(@TempDir Path folder) throws Exception {
    try (TlsStub stub =
        new TlsStub(folder, "-ext", "san=ip:127.0.0.1", "-startdate", "-30d", "-validity", "5")) {
      Cli.Result result =
          Cli.of(stub.uri()).run("drives", "--ca-cert", stub.certificate().toString());
      assertFailed(result, 1, "TLS with " + stub.uri() + " failed");
    }
  }

  @Test
  void aCertificateOfAnotherHostIsOneSentence(@TempDir Path folder) throws Exception {
    try (TlsStub stub = new TlsStub(folder, "-ext", "san=dns:elsewhere.example")) {
      Cli.Result result =
          Cli.of(stub.uri()).run("drives", "--ca-cert", stub.certificate().toString());
      assertFailed(result, 1, "TLS with " + stub.uri() + " failed");
      assertThat(result.err()).contains("127.0.0.1");
    }
  }

  @Test
  void halfAnIdentityIsOneSentence() {
    assertFailed(new Cli().run("status", "--client-cert", "/x"), 2, "--client-key");
    assertFailed(new Cli().run("status", "--client-cert", "/x", "--client-key", "/y"), 2, "/x");
  }

  @Test
  void whatIsWrongOnTheCommandLineIsOneSentence() {
    assertFailed(new Cli().run("status", "--fast"), 2, "Unknown option: '--fast'");
    assertFailed(new Cli().run("dance"), 2, "'dance'");
    assertFailed(new Cli().run(), 2, "Which command?");
    assertFailed(new Cli().run("status", "-o", "xml"), 2, "not 'xml'");
    assertFailed(new Cli().run("status", "--color", "pink"), 2, "not 'pink'");
    assertFailed(new Cli().run("status", "-e", "nowhere"), 2, "The endpoint 'nowhere' is wrong");
    assertFailed(new Cli().run("status", "-e", "http://u:p@h"), 2, "http://...@h");
    assertFailed(new Cli().run("status", "--request-timeout", "soon"), 2, "not 'soon'");
    assertFailed(new Cli().run("status", "--ca-cert", "/nonexistent"), 2, "/nonexistent");
  }

  @Test
  void whereAFailureCameFromIsShownOnlyWhenAskedFor() {
    try (Stub stub = new Stub().statusAnswer(200, "text/html", "")) {
      Cli.Result result = Cli.of(stub.uri()).run("status", "--debug");

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err()).contains("\tat io.restriper.");
    }
  }

  @Test
  void theVersionIsTold() {
    Cli.Result result = new Cli().run("--version");

    assertThat(result.code()).isZero();
    assertThat(result.out()).matches("restriper [0-9]+\\.[0-9]+\\.[0-9]+.*\\R");
  }
}
