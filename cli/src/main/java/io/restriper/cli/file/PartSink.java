package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A local file. Until it is complete, its bytes are in a file of its own beside it, whose name
 * tells of which version they are; so a later download goes on with them, if the version is still
 * that.
 */
final class PartSink implements Sink {
  private static final int HASH_BYTES = 8;

  private final Path target;
  private final String source;
  private Optional<Path> part;
  private FileChannel channel;

  /**
   * A file.
   *
   * @param target where it is to be
   * @param source what tells one file of one server from others
   */
  PartSink(Path target, String source) throws IOException {
    this.target = target.toAbsolutePath();
    this.source = source;
    List<Path> parts = parts();
    this.part = parts.size() == 1 ? Optional.of(parts.get(0)) : Optional.empty();
    if (part.isPresent()) {
      open(part.get());
    }
  }

  private List<Path> parts() throws IOException {
    String prefix = prefix();
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files
          .filter(
              file -> {
                String name = file.getFileName().toString();
                return name.startsWith(prefix)
                    && name.substring(prefix.length()).matches("[0-9a-f]{16}\\.part");
              })
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private String prefix() {
    return "." + target.getFileName() + ".";
  }

  private Path partOf(String etag) {
    return target.resolveSibling(prefix() + hash(etag) + ".part");
  }

  private String hash(String etag) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((source + "\n" + etag).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private void open(Path file) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    if (!lock()) {
      channel.close();
      throw CliException.failed(
          "Another process is writing " + file + "; wait for it, or stop it.");
    }
  }

  private boolean lock() throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public long size() throws IOException {
    return channel == null ? 0 : channel.size();
  }

  @Override
  public boolean isOf(String etag) {
    return !etag.isEmpty() && part.isPresent() && part.get().equals(partOf(etag));
  }

  @Override
  public void begin(String etag) throws IOException {
    close();
    for (Path file : parts()) {
      Files.delete(file);
    }
    part = Optional.of(partOf(etag));
    open(part.get());
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void complete() throws IOException {
    channel.force(true);
    close();
    Files.move(
        part.orElseThrow(),
        target,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    part = Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
