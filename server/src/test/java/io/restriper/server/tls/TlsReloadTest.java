package io.restriper.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.server.tls.Authority.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate a server has after its files have changed. */
class TlsReloadTest {
  private static Authority authority;
  private static Identity first;
  private static Identity second;

  @TempDir private Path directory;
  private TlsSettings settings;
  private Tls tls;
  private io.restriper.server.Served served;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = new Authority("root");
    first = authority.issue("first");
    second = authority.issue("second");
  }

  @BeforeEach
  void start() throws Exception {
    settings = Authority.store(directory, first);
    tls = Tls.load(settings, Clock.systemUTC());
    served =
        new io.restriper.server.Served(
            new io.restriper.server.http.HttpOptions(
                Optional.of(tls), io.restriper.server.limit.Limits.DEFAULTS));
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** Whom the certificate is for that a new connection gets. */
  private String subject() throws Exception {
    SSLContext context = authority.client();
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("127.0.0.1", served.server.uri().getPort())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    }
  }

  @Test
  void newConnectionsGetTheNewCertificateAfterTwoLooksThatShowTheSame() throws Exception {
    assertThat(subject()).isEqualTo("CN=first");
    Authority.store(directory, second);
    tls.look();
    assertThat(subject()).isEqualTo("CN=first");
    tls.look();
    assertThat(subject()).isEqualTo("CN=second");
  }

  @Test
  void aConnectionThatIsOpenGoesOn() throws Exception {
    SSLContext context = authority.client();
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("127.0.0.1", served.server.uri().getPort())) {
      socket.startHandshake();
      Authority.store(directory, second);
      tls.lookBecauseAsked();

      socket
          .getOutputStream()
          .write(
              "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aHalfReplacedPairIsRefusedAndTheOldOneStaysUntilTheOtherHalfIsThere() throws Exception {
    Files.writeString(settings.certificate(), second.certificatePem());
    tls.look();
    tls.look();
    assertThat(subject()).isEqualTo("CN=first");
    Files.writeString(settings.key(), second.keyPem());
    tls.look();
    tls.look();
    assertThat(subject()).isEqualTo("CN=second");
  }

  @Test
  void filesThatAreGoneChangeNothing() throws Exception {
    Files.delete(settings.certificate());
    tls.lookBecauseAsked();
    assertThat(subject()).isEqualTo("CN=first");
  }

  @Test
  void whatIsAskedForIsReadAtOnce() throws Exception {
    Authority.store(directory, second);
    tls.lookBecauseAsked();
    assertThat(subject()).isEqualTo("CN=second");
  }

  @Test
  void bothProtocolsAndNoOlderOnesAreSpoken() throws Exception {
    SslContextFactory.Server factory = tls.factory();
    assertThat(factory.getSelectedProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(factory.getNeedClientAuth()).isFalse();
    assertThat(tls.isMutual()).isFalse();
  }
}
