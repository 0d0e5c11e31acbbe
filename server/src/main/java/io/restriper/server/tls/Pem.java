package io.restriper.server.tls;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is in a PEM file (RFC 7468). The JDK reads all that certificates and keys come in today; the
 * older forms of a key are told how to be made one that it reads, as a library for them would be
 * larger than the rest of the server.
 */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private final Path file;
  private final List<Block> blocks = new ArrayList<>();

  private record Block(String type, String content) {}

  /**
   * Takes the blocks of a file apart.
   *
   * @param file named to a person
   * @throws TlsException if it has none
   */
  Pem(Path file, ByteBuffer content) throws TlsException {
    this.file = file;
    Matcher matcher =
        BLOCK.matcher(StandardCharsets.ISO_8859_1.decode(content.duplicate()).toString());
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    if (blocks.isEmpty()) {
      throw new TlsException(
          file
              + " is not a PEM file: it has no line that begins with -----BEGIN and an end to it."
              + " A file of another form can be converted with openssl.");
    }
  }

  /** All certificates, in their order; at least one. */
  List<X509Certificate> certificates() throws TlsException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks) {
      if (block.type().equals("CERTIFICATE")) {
        certificates.add(certificate(block));
      }
    }
    if (certificates.isEmpty()) {
      throw new TlsException(
          file
              + " has no certificate, but "
              + blocks.get(0).type()
              + ". Name the file that has -----BEGIN CERTIFICATE-----.");
    }
    return certificates;
  }

  private X509Certificate certificate(Block block) throws TlsException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(decode(block)));
    } catch (CertificateException e) {
      throw new TlsException(
          "A certificate in " + file + " is damaged. Copy the file again from where it is made.");
    }
  }

  /** The private key. */
  PrivateKey key() throws TlsException {
    for (Block block : blocks) {
      if (block.type().equals("ENCRYPTED PRIVATE KEY") || block.content().contains("ENCRYPTED")) {
        throw new TlsException(
            "The key in "
                + file
                + " is encrypted, and the server cannot ask for its password. Decrypt it with"
                + " 'openssl pkey -in OLD -out NEW' and let only the user of the server read it.");
      }
      if (block.type().equals("PRIVATE KEY")) {
        return key(block);
      }
      if (block.type().endsWith(" PRIVATE KEY")) {
        throw new TlsException(
            "The key in "
                + file
                + " is in an older form ("
                + block.type()
                + "). Convert it with 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'.");
      }
    }
    throw new TlsException(
        file
            + " has no private key, but "
            + blocks.get(0).type()
            + ". Name the file that has -----BEGIN PRIVATE KEY-----.");
  }

  private PrivateKey key(Block block) throws TlsException {
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decode(block));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException e) {
        // It says itself what it is for, in a form that only the right one reads.
        continue;
      }
    }
    throw new TlsException(
        "The key in "
            + file
            + " is damaged, or for another algorithm than RSA, EC and EdDSA. Copy the file again, or"
            + " make a key of one of these.");
  }

  private byte[] decode(Block block) throws TlsException {
    try {
      return Base64.getMimeDecoder().decode(block.content());
    } catch (IllegalArgumentException e) {
      throw new TlsException(
          "What is in " + file + " is damaged. Copy the file again from where it is made.");
    }
  }
}
