package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restriper.server.tls.Authority;
import io.restriper.server.tls.Authority.Identity;
import io.restriper.server.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar with TLS, as a user starts it and renews its certificate. */
@Timeout(300)
class TlsIT {
  @TempDir private Path directory;

  private int port;

  @Test
  void speaksTlsAndTakesOnARenewedCertificate() throws Exception {
    Authority authority = new Authority("root");
    TlsSettings files = Authority.store(directory, authority.issue("first"));
    port = JarServer.freePort();
    Process server = start(files);
    try {
      HttpClient client = HttpClient.newBuilder().sslContext(authority.client()).build();
      await()
          .atMost(JarServer.LIMIT)
          .until(() -> subject(authority).isPresent() || !server.isAlive());
      assertThat(subject(authority)).hasValue("CN=first");

      HttpResponse<String> written =
          client.send(
              request("/v1/files/%2Ff/data").PUT(BodyPublishers.ofString("bytes")).build(),
              BodyHandlers.ofString());
      assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
      assertThat(written.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(Files.readString(directory.resolve("server.log")))
          .contains("It answers on https://127.0.0.1:" + port)
          .contains("curl --cacert " + files.certificate());

      Authority.store(directory, authority.issue("second"));
      await()
          .atMost(JarServer.LIMIT)
          .untilAsserted(() -> assertThat(subject(authority)).hasValue("CN=second"));
    } finally {
      server.destroy();
      assertThat(server.waitFor(JarServer.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(server.exitValue()).isZero();
  }

  @Test
  void aCertificateThatHasExpiredEndsItInASentence() throws Exception {
    Instant now = Instant.now();
    Identity expired =
        new Authority("root")
            .issue("old", "EC", now.minus(Duration.ofDays(9)), now.minusSeconds(9));
    TlsSettings files = Authority.store(directory, expired);

    JarServer.Ended ended =
        JarServer.run(
            directory,
            "--tls-cert",
            files.certificate().toString(),
            "--tls-key",
            files.key().toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output().lines())
        .singleElement()
        .asString()
        .startsWith("restriper-server: The certificate of CN=old in " + files.certificate())
        .contains("has expired");
    assertThat(directory.resolve("restriper-data")).doesNotExist();
  }

  private Process start(TlsSettings files) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-jar",
            System.getProperty("restriper.server.jar"),
            "--listen",
            "127.0.0.1:" + port,
            "--tls-cert",
            files.certificate().toString(),
            "--tls-key",
            files.key().toString())
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("server.log").toFile())
        .start();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path));
  }

  /** Whom the certificate is for that a new connection gets; empty if there is no connection. */
  private Optional<String> subject(Authority authority) throws Exception {
    HttpClient fresh = HttpClient.newBuilder().sslContext(authority.client()).build();
    try {
      HttpResponse<Void> answer =
          fresh.send(request("/healthz").build(), BodyHandlers.discarding());
      X509Certificate certificate =
          (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
      return Optional.of(certificate.getSubjectX500Principal().getName());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
