package io.restriper.client.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** A certificate of the client's own, for servers that ask for one. */
public final class TlsIdentity {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** Keeps nothing secret, as the store is in memory only; the JDK insists on one. */
  private static final char[] PASSWORD = "in-memory".toCharArray();

  private final KeyManager[] managers;

  private TlsIdentity(KeyManager[] managers) {
    this.managers = managers;
  }

  /**
   * Reads a certificate and its key.
   *
   * @param certificateFile PEM file with the certificate, and then those of its issuers
   * @param keyFile PEM file with the private key in PKCS#8, not encrypted
   * @return the two
   * @throws IllegalArgumentException if a file does not hold what it has to; the message names it
   */
  public static TlsIdentity of(Path certificateFile, Path keyFile) {
    try {
      Collection<? extends Certificate> chain = TlsTrust.certificates(certificateFile);
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("No certificate is in " + certificateFile + ".");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("own", key(keyFile), PASSWORD, chain.toArray(new Certificate[0]));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      return new TlsIdentity(keys.getKeyManagers());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "The certificate in "
              + certificateFile
              + " cannot be used with the key in "
              + keyFile
              + ", are they readable PEM files?",
          e);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "No key that can be used is in "
              + file
              + ", it has to hold BEGIN PRIVATE KEY; openssl pkey writes that from other forms.");
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    GeneralSecurityException last = new GeneralSecurityException("No algorithm.");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  KeyManager[] managers() {
    return managers.clone();
  }
}
