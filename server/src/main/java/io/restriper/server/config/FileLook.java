package io.restriper.server.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What one look at a configuration file showed: its content, or why it could not be read. Two looks
 * that showed the same are equal.
 *
 * @param file the file
 * @param content what is in it; empty if it could not be read
 * @param failure a sentence for a person; empty if it could be read
 */
public record FileLook(Path file, ByteBuffer content, String failure) {
  public FileLook {
    content = content.asReadOnlyBuffer();
  }

  /** Looks at a file. */
  public static FileLook at(Path file) {
    try {
      return new FileLook(file, ByteBuffer.wrap(Files.readAllBytes(file)), "");
    } catch (NoSuchFileException e) {
      return failed(file, "There is no configuration file " + file + ". Check its path.");
    } catch (AccessDeniedException e) {
      return failed(
          file, "The configuration file " + file + " cannot be read: permission is denied.");
    } catch (IOException e) {
      return failed(
          file, "The configuration file " + file + " cannot be read: " + e.getMessage() + ".");
    }
  }

  private static FileLook failed(Path file, String failure) {
    return new FileLook(file, ByteBuffer.allocate(0), failure);
  }

  /** Whether the file could be read. */
  public boolean isReadable() {
    return failure.isEmpty();
  }

  /** Whether there is nothing but white space in a file that could be read. */
  public boolean isBlank() {
    return isReadable() && StandardCharsets.UTF_8.decode(content.duplicate()).toString().isBlank();
  }

  byte[] bytes() throws ConfigException {
    if (!isReadable()) {
      throw new ConfigException(failure);
    }
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
