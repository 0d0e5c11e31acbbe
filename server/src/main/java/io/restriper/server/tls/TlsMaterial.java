package io.restriper.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * A certificate and key that were found right, as the JDK takes them.
 *
 * @param keys the key with its certificates, under {@link #PASSWORD}
 * @param clientAuthorities who signs the certificates of clients; empty if these need none
 * @param subject whom the certificate is for
 * @param until when it ends
 */
record TlsMaterial(
    KeyStore keys, Optional<KeyStore> clientAuthorities, String subject, Instant until) {
  /** Keeps nothing secret, as the store is in memory only; the JDK insists on one. */
  static final String PASSWORD = "in-memory";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
  private static final byte[] PROBE = "restriper".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  /**
   * Reads and checks what was seen.
   *
   * @param now for whether certificates are valid
   * @throws TlsException if anything is wrong
   */
  static TlsMaterial of(TlsSettings settings, TlsLook look, Instant now) throws TlsException {
    if (!look.isReadable()) {
      throw new TlsException(look.failure());
    }
    Path file = settings.certificate();
    List<X509Certificate> chain = new Pem(file, look.certificate()).certificates();
    PrivateKey key = new Pem(settings.key(), look.key()).key();
    for (X509Certificate certificate : chain) {
      checkTime(file, certificate, now);
    }
    checkOrder(file, chain);
    if (!fits(key, chain.get(0).getPublicKey())) {
      throw new TlsException(
          "The key in "
              + settings.key()
              + " does not belong to the first certificate in "
              + file
              + " ("
              + name(chain.get(0))
              + "). Name two files that were made together.");
    }
    Optional<KeyStore> authorities = Optional.empty();
    if (settings.clientAuthorities().isPresent()) {
      List<X509Certificate> trusted =
          new Pem(settings.clientAuthorities().get(), look.clientAuthorities()).certificates();
      authorities = Optional.of(trust(trusted));
    }
    return new TlsMaterial(
        keys(key, chain), authorities, name(chain.get(0)), chain.get(0).getNotAfter().toInstant());
  }

  private static void checkTime(Path file, X509Certificate certificate, Instant now)
      throws TlsException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw new TlsException(
          "The certificate of "
              + name(certificate)
              + " in "
              + file
              + " has expired, on "
              + TIME.format(until)
              + ". Have a new one made.");
    }
    if (now.isBefore(from)) {
      throw new TlsException(
          "The certificate of "
              + name(certificate)
              + " in "
              + file
              + " is valid only from "
              + TIME.format(from)
              + " on. Wait until then, or check the clock of this machine.");
    }
  }

  private static void checkOrder(Path file, List<X509Certificate> chain) throws TlsException {
    for (int i = 1; i < chain.size(); i++) {
      try {
        chain.get(i - 1).verify(chain.get(i).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new TlsException(
            "The certificates in "
                + file
                + " are no chain: that of "
                + name(chain.get(i))
                + " did not sign that of "
                + name(chain.get(i - 1))
                + ", which stands before it. Put the server's own first, and each issuer behind.");
      }
    }
  }

  private static boolean fits(PrivateKey key, PublicKey certified) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(PROBE);
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certified);
      verifying.update(PROBE);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static KeyStore keys(PrivateKey key, List<X509Certificate> chain) throws TlsException {
    try {
      KeyStore store = empty();
      store.setKeyEntry("server", key, PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(e);
    }
  }

  private static KeyStore trust(List<X509Certificate> authorities) throws TlsException {
    try {
      KeyStore store = empty();
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static TlsException unusable(Exception e) {
    return new TlsException("Java cannot use the certificates and the key: " + e.getMessage());
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  /** When the certificate ends, for a person. */
  String end() {
    return TIME.format(until);
  }
}
