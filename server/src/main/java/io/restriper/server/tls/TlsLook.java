package io.restriper.server.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What one look at the files showed: their content, or why one could not be read. Two looks that
 * showed the same are equal.
 *
 * @param certificate the content of the file with the certificate
 * @param key the content of the file with the key
 * @param clientAuthorities the content of the file with the authorities; empty if none is set
 * @param failure a sentence for a person; empty if all could be read
 */
record TlsLook(
    ByteBuffer certificate, ByteBuffer key, ByteBuffer clientAuthorities, String failure) {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  static TlsLook at(TlsSettings settings) {
    try {
      return new TlsLook(
          read("tls-cert", settings.certificate()),
          read("tls-key", settings.key()),
          settings.clientAuthorities().isPresent()
              ? read("tls-client-ca", settings.clientAuthorities().get())
              : NOTHING,
          "");
    } catch (TlsException e) {
      return new TlsLook(NOTHING, NOTHING, NOTHING, e.getMessage());
    }
  }

  private static ByteBuffer read(String setting, Path file) throws TlsException {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file)).asReadOnlyBuffer();
    } catch (NoSuchFileException e) {
      throw new TlsException("There is no file " + file + ", which " + setting + " names.");
    } catch (AccessDeniedException e) {
      throw new TlsException(
          "The file "
              + file
              + ", which "
              + setting
              + " names, cannot be read: permission is denied. Give it to the user of the server.");
    } catch (IOException e) {
      throw new TlsException(
          "The file "
              + file
              + ", which "
              + setting
              + " names, cannot be read: "
              + (Files.isDirectory(file) ? "it is a directory" : e.getMessage())
              + ".");
    }
  }

  /** Whether all files could be read. */
  boolean isReadable() {
    return failure.isEmpty();
  }
}
