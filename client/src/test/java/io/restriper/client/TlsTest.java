package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperConnectionException.Kind;
import io.restriper.client.http.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  private static final String PASSWORD = "of-a-test";

  @TempDir static Path folder;

  private static StandIn server;
  private static Path certificate;
  private static Path otherCertificate;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificate = makeCertificate("ours", "dns:localhost");
    otherCertificate = makeCertificate("other", "dns:localhost");
    server = new StandIn(serverTls("ours")).json(200, "{\"cluster_name\": \"blue\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aServerWhoseAuthorityIsInTheFileIsTrusted() {
    try (RestriperClient client =
        RestriperClient.builder(server.endpoint()).trust(certificate).build()) {
      assertThat(client.settings().clusterName()).isEqualTo("blue");
    }
  }

  @Test
  void aContextOfTheProgramsOwnIsUsed() {
    try (RestriperClient client =
        RestriperClient.builder(server.endpoint())
            .tls(TlsTrust.authoritiesOf(certificate))
            .build()) {
      assertThat(client.settings().clusterName()).isEqualTo("blue");
    }
  }

  @Test
  void aServerOfAnotherAuthorityIsNotTrustedAndNotTriedAgain() {
    assertNotTrusted(RestriperClient.builder(server.endpoint()).trust(otherCertificate));
    assertNotTrusted(RestriperClient.builder(server.endpoint()));
  }

  @Test
  void aServerOfAnotherNameIsNotTrusted() {
    URI byAddress = URI.create(server.endpoint().toString().replace("localhost", "127.0.0.1"));
    assertNotTrusted(RestriperClient.builder(byAddress).trust(certificate));
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws IOException {
    RestriperClientBuilder builder = RestriperClient.builder(server.endpoint());
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
    for (Path file : new Path[] {empty, nonsense, folder.resolve("missing.pem")}) {
      assertThatThrownBy(() -> builder.trust(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aServerThatAsksForACertificateGetsTheOwnOne() throws Exception {
    Path key = key("other");
    try (StandIn strict =
        new StandIn(serverTls("ours", otherCertificate), true)
            .json(200, "{\"cluster_name\": \"strict\"}")) {
      try (RestriperClient client =
          RestriperClient.builder(strict.endpoint())
              .identity(otherCertificate, key)
              .trust(certificate)
              .build()) {
        assertThat(client.settings().clusterName()).isEqualTo("strict");
      }
      try (RestriperClient nobody =
          RestriperClient.builder(strict.endpoint())
              .trust(certificate)
              .retryPolicy(RetryPolicy.none())
              .build()) {
        assertThatThrownBy(nobody::settings).isInstanceOf(RestriperConnectionException.class);
      }
    }
  }

  @Test
  void filesThatAreNoIdentityAreRefused() throws Exception {
    RestriperClientBuilder builder = RestriperClient.builder(server.endpoint());
    Path key = key("ours");
    Path missing = folder.resolve("missing.pem");
    Path older =
        Files.writeString(
            folder.resolve("older.pem"),
            Files.readString(key).replace("PRIVATE KEY", "EC PRIVATE KEY"));
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.pem"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    for (Path wrong : new Path[] {missing, older, damaged, certificate}) {
      assertThatThrownBy(() -> builder.identity(certificate, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.toString());
    }
    for (Path wrong : new Path[] {missing, key}) {
      assertThatThrownBy(() -> builder.identity(wrong, key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.toString());
    }
  }

  /** The private key of a certificate, as a PEM file. */
  private static Path key(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    byte[] encoded = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    return Files.writeString(
        folder.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END PRIVATE KEY-----\n");
  }

  private static void assertNotTrusted(RestriperClientBuilder builder) {
    ManualWaiting waiting = new ManualWaiting();
    try (RestriperClient client = builder.waiting(waiting).build()) {
      RestriperConnectionException e =
          catchThrowableOfType(RestriperConnectionException.class, client::settings);
      assertThat(e.kind()).isEqualTo(Kind.NOT_TRUSTED);
    }
    assertThat(waiting.pauses()).isEmpty();
  }

  private static Path makeCertificate(String name, String subject) throws Exception {
    Path pem = folder.resolve(name + ".pem");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=" + subject,
        "-ext",
        "bc:c",
        "-validity",
        "30",
        "-keystore",
        keystore(name).toString(),
        "-storepass",
        PASSWORD);
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-file",
        pem.toString(),
        "-keystore",
        keystore(name).toString(),
        "-storepass",
        PASSWORD);
    return pem;
  }

  private static void keytool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }

  private static SSLContext serverTls(String name, Path... clients)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore(name))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (Path client : clients) {
      try (InputStream in = Files.newInputStream(client)) {
        trusted.setCertificateEntry(
            "client", CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    context.init(
        keys.getKeyManagers(), clients.length == 0 ? null : trust.getTrustManagers(), null);
    return context;
  }

  private static Path keystore(String name) {
    return folder.resolve(name + ".p12");
  }
}
