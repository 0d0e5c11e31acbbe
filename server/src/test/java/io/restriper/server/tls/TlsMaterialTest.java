package io.restriper.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.server.tls.Authority.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a certificate and a key are refused for, each in a sentence that names the file. */
class TlsMaterialTest {
  private static final Instant NOW = Instant.now();
  private static Authority authority;
  private static Identity identity;

  @TempDir private Path directory;
  private TlsSettings settings;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = new Authority("root");
    identity = authority.issue("server");
  }

  @BeforeEach
  void store() throws IOException {
    settings = Authority.store(directory, identity);
  }

  private TlsMaterial load() throws TlsException {
    return TlsMaterial.of(settings, TlsLook.at(settings), NOW);
  }

  private void certificate(String content) throws IOException {
    Files.writeString(settings.certificate(), content);
  }

  private void key(String content) throws IOException {
    Files.writeString(settings.key(), content);
  }

  private void assertRefused(Path named, String... words) {
    assertThatThrownBy(this::load)
        .isInstanceOf(TlsException.class)
        .hasMessageContaining(named.toString())
        .hasMessageContainingAll(words)
        .hasMessageMatching("(?s).*[.]")
        .hasMessageNotContaining("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void aKeyOfEachUsualAlgorithmIsTaken(String algorithm) throws Exception {
    Instant until = NOW.plus(Duration.ofDays(1));
    settings =
        Authority.store(
            directory, authority.issue("server", algorithm, NOW.minus(Duration.ofDays(1)), until));

    assertThat(load().subject()).isEqualTo("CN=server");
    assertThat(load().until()).isBetween(until.minusSeconds(1), until);
    assertThat(load().clientAuthorities()).isEmpty();
  }

  @Test
  void certificateIssuersAndKeyMayStandInOneFile() throws Exception {
    certificate("text\n" + identity.keyPem() + identity.certificatePem() + authority.pem());
    settings = new TlsSettings(settings.certificate(), settings.certificate(), Optional.empty());

    KeyStore keys = load().keys();
    assertThat(keys.getCertificateChain("server")).hasSize(2);
  }

  @Test
  void theAuthoritiesOfClientsAreRead() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("ca.pem"), authority.pem() + new Authority("other").pem());
    settings = new TlsSettings(settings.certificate(), settings.key(), Optional.of(file));
    assertThat(load().clientAuthorities().orElseThrow().size()).isEqualTo(2);

    Files.writeString(file, identity.keyPem());
    assertRefused(file, "has no certificate");
    Files.delete(file);
    assertRefused(file, "There is no file", "tls-client-ca");
  }

  @Test
  void filesThatAreNotThereAreNamed() throws IOException {
    Files.delete(settings.key());
    assertRefused(settings.key(), "There is no file", "tls-key");
    Files.delete(settings.certificate());
    assertRefused(settings.certificate(), "There is no file", "tls-cert");
  }

  @Test
  void aDirectoryIsNoFile() throws IOException {
    Files.delete(settings.key());
    Files.createDirectory(settings.key());
    assertRefused(settings.key(), "directory");
  }

  @Test
  void whatIsNotPemIsRefused() throws IOException {
    key("secret");
    assertRefused(settings.key(), "not a PEM file", "openssl");
    certificate("");
    assertRefused(settings.certificate(), "not a PEM file");
    certificate(identity.certificatePem().replaceAll("-----END.*", ""));
    assertRefused(settings.certificate(), "not a PEM file");
  }

  @Test
  void whatIsDamagedIsRefused() throws IOException {
    key(Authority.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
    assertRefused(settings.key(), "damaged");
    certificate(Authority.pem("CERTIFICATE", new byte[] {1, 2, 3}));
    assertRefused(settings.certificate(), "damaged");
    certificate("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
    assertRefused(settings.certificate(), "damaged");
  }

  @Test
  void certificateAndKeyInEachOthersPlaceAreRefused() throws IOException {
    certificate(identity.keyPem());
    assertRefused(settings.certificate(), "no certificate", "PRIVATE KEY");
    certificate(identity.certificatePem());
    key(identity.certificatePem());
    assertRefused(settings.key(), "no private key", "CERTIFICATE");
  }

  @Test
  void anEncryptedKeyIsRefusedWithTheCommandThatDecryptsIt() throws IOException {
    key(Authority.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}));
    assertRefused(settings.key(), "encrypted", "openssl pkey");
    key(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAA==\n"
            + "-----END RSA PRIVATE KEY-----\n");
    assertRefused(settings.key(), "encrypted", "openssl pkey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY"})
  void anOlderFormOfKeyIsRefusedWithTheCommandThatConvertsIt(String type) throws IOException {
    key(Authority.pem(type, new byte[] {1}));
    assertRefused(settings.key(), type, "openssl pkcs8 -topk8");
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    key(authority.issue("server").keyPem());
    assertRefused(settings.key(), "does not belong", settings.certificate().toString());
    Duration day = Duration.ofDays(1);
    key(authority.issue("server", "RSA", NOW.minus(day), NOW.plus(day)).keyPem());
    assertRefused(settings.key(), "does not belong");
  }

  @Test
  void aCertificateThatIsNotValidNowIsRefused() throws Exception {
    Duration day = Duration.ofDays(1);
    Identity expired = authority.issue("old", "EC", NOW.minus(day), NOW.minusSeconds(60));
    settings = Authority.store(directory, expired);
    assertRefused(settings.certificate(), "CN=old", "has expired", "UTC");

    Identity early = authority.issue("young", "EC", NOW.plusSeconds(60), NOW.plus(day));
    settings = Authority.store(directory, early);
    assertRefused(settings.certificate(), "CN=young", "valid only from", "clock");
  }

  @Test
  void certificatesThatAreNoChainAreRefused() throws Exception {
    certificate(identity.certificatePem() + new Authority("stranger").pem());
    assertRefused(settings.certificate(), "no chain", "CN=stranger", "CN=server");
    certificate(authority.pem() + identity.certificatePem());
    assertRefused(settings.certificate(), "no chain");
  }
}
