package io.restriper.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trust in the authorities of a PEM file, and in nobody else; or in those of Java. */
public final class TlsTrust {

  private TlsTrust() {}

  /**
   * A context for TLS that trusts them.
   *
   * @param pemFile the file with their certificates
   * @return the context
   * @throws IllegalArgumentException if the file holds no certificate that can be read
   */
  public static SSLContext authoritiesOf(Path pemFile) {
    try {
      return context(null, managers(pemFile));
    } catch (GeneralSecurityException e) {
      throw unusable(pemFile, e);
    }
  }

  /**
   * A context for TLS that trusts them and has a certificate of its own.
   *
   * @param pemFile the file with their certificates; null for those that Java trusts
   * @param identity the certificate of its own
   * @return the context
   * @throws IllegalArgumentException if the file holds no certificate that can be read
   */
  public static SSLContext authoritiesOf(Path pemFile, TlsIdentity identity) {
    try {
      return context(identity.managers(), pemFile == null ? null : managers(pemFile));
    } catch (GeneralSecurityException e) {
      throw unusable(pemFile, e);
    }
  }

  private static SSLContext context(KeyManager[] own, TrustManager[] trusted)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, trusted, null);
    return context;
  }

  private static TrustManager[] managers(Path pemFile) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate certificate : certificates(pemFile)) {
        store.setCertificateEntry("authority-" + count++, certificate);
      }
      if (count == 0) {
        throw new IllegalArgumentException("No certificate is in " + pemFile + ".");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return Stream.of(trust.getTrustManagers())
          .map(
              manager ->
                  manager instanceof X509ExtendedTrustManager x509 ? new ValidNow(x509) : manager)
          .toArray(TrustManager[]::new);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The certificates in " + pemFile + " cannot be read, is it a readable PEM file?", e);
    } catch (GeneralSecurityException e) {
      throw unusable(pemFile, e);
    }
  }

  private static IllegalArgumentException unusable(Path pemFile, GeneralSecurityException e) {
    return new IllegalArgumentException(
        "The certificates in " + pemFile + " cannot be used, is it a PEM file?", e);
  }

  static Collection<? extends Certificate> certificates(Path pemFile)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pemFile)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }
}
