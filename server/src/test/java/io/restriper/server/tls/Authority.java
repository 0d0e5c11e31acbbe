package io.restriper.server.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates for tests. Its own is valid for a year around now. */
public final class Authority {
  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final char[] PASSWORD = "password".toCharArray();

  private final KeyPair keys;
  private final X500Name name;
  private final X509Certificate certificate;

  /** A certificate and its key. */
  public record Identity(X509Certificate certificate, PrivateKey key) {
    public String certificatePem() {
      return pem(certificate);
    }

    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }
  }

  public Authority(String name) throws Exception {
    this.keys = keys("EC");
    this.name = new X500Name("CN=" + name);
    Instant now = Instant.now();
    this.certificate =
        sign(
            this.name, keys, now.minus(Duration.ofDays(180)), now.plus(Duration.ofDays(180)), true);
  }

  /** A certificate for this machine, valid for a month around now. */
  public Identity issue(String subject) throws Exception {
    Instant now = Instant.now();
    return issue(subject, "EC", now.minus(Duration.ofDays(15)), now.plus(Duration.ofDays(15)));
  }

  /** A certificate for this machine, valid at some time. */
  public Identity issue(String subject, String algorithm, Instant from, Instant until)
      throws Exception {
    KeyPair pair = keys(algorithm);
    return new Identity(
        sign(new X500Name("CN=" + subject), pair, from, until, false), pair.getPrivate());
  }

  public String pem() {
    return pem(certificate);
  }

  /** What a client needs that trusts this authority, and is somebody itself or nobody. */
  public SSLContext client(Identity... own) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Identity identity : own) {
      store.setKeyEntry(
          "own", identity.key(), PASSWORD, new Certificate[] {identity.certificate()});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private X509Certificate sign(
      X500Name subject, KeyPair pair, Instant from, Instant until, boolean authority)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Date.from(from),
            Date.from(until),
            subject,
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!authority) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                new GeneralName(GeneralName.dNSName, "localhost")
              }));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static KeyPair keys(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (!algorithm.equals("Ed25519")) {
      generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    }
    return generator.generateKeyPair();
  }

  private static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(String type, byte[] content) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }

  /** Puts an identity where a server takes it from. */
  public static TlsSettings store(Path directory, Identity identity) throws IOException {
    return new TlsSettings(
        Files.writeString(directory.resolve("cert.pem"), identity.certificatePem()),
        Files.writeString(directory.resolve("key.pem"), identity.keyPem()),
        java.util.Optional.empty());
  }
}
