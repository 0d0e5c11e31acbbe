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
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in the authorities of a PEM file, and in nobody else. */
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
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The certificates in " + pemFile + " cannot be read, is it a readable PEM file?", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The certificates in " + pemFile + " cannot be used, is it a PEM file?", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path pemFile)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pemFile)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }
}
