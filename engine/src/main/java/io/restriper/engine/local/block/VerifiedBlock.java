package io.restriper.engine.local.block;

import io.restriper.engine.local.drive.DriveFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * A block file that is open and known to be the right one. No byte comes out of it that was not
 * verified. Thread-safe.
 */
public final class VerifiedBlock implements Closeable {
  private final DriveFiles.Input input;
  private final ParsedBlock parsed;
  private final String name;

  private VerifiedBlock(DriveFiles.Input input, ParsedBlock parsed, String name) {
    this.input = input;
    this.parsed = parsed;
    this.name = name;
  }

  /**
   * Opens a block file and verifies its header, its size, and that it is that block of that
   * cluster.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   * @throws CorruptBlockException if the file is not what it should be
   * @throws io.restriper.engine.local.drive.NewerFormatException if a newer server wrote it
   * @throws IOException if it cannot be read
   */
  public static VerifiedBlock open(DriveFiles files, BlockId expected, UUID cluster)
      throws IOException {
    String name = BlockNames.path(expected);
    long size = files.stat(name).size();
    DriveFiles.Input input = files.open(name);
    try {
      ParsedBlock parsed = readHeader(input, name);
      verify(parsed, expected, cluster, size, name);
      return new VerifiedBlock(input, parsed, name);
    } catch (IOException | RuntimeException e) {
      closeAfter(e, input);
      throw e;
    }
  }

  /** What the block says about itself. */
  public BlockHeader header() {
    return parsed.header();
  }

  /**
   * Makes sure that the block is as long as the stripe's record says.
   *
   * @param expected bytes of payload
   * @throws CorruptBlockException if it is not, whatever its own header says
   */
  public void requireLength(int expected) throws CorruptBlockException {
    if (header().blockLength() != expected) {
      throw BlockFormat.corrupt(
          name, "holds " + header().blockLength() + " bytes and should hold " + expected);
    }
  }

  /** How many chunks of {@link BlockFormat#CHUNK} bytes the payload has. */
  public int chunks() {
    return parsed.chunks();
  }

  /**
   * Reads and verifies chunks.
   *
   * @param firstChunk from 0
   * @param chunks how many, 1 or more
   * @param target where the bytes go, without gaps; not to be used if this throws
   * @throws CorruptBlockException if a chunk is not what was written
   * @throws IOException if it cannot be read
   */
  public void read(int firstChunk, int chunks, byte[] target, int targetOffset) throws IOException {
    Objects.checkFromIndexSize(firstChunk, chunks, parsed.chunks());
    int start = firstChunk * BlockFormat.CHUNK;
    int end = Math.min((firstChunk + chunks) * BlockFormat.CHUNK, header().blockLength());
    ByteBuffer bytes = ByteBuffer.wrap(target, targetOffset, end - start);
    readFully(input, bytes, (long) parsed.headerLength() + start, name);
    int at = targetOffset;
    for (int chunk = firstChunk; chunk < firstChunk + chunks; chunk++) {
      int length = parsed.chunkLength(chunk);
      parsed.verifyChunk(chunk, target, at, length);
      at += length;
    }
  }

  /** Reads and verifies the whole payload. */
  public void readAll(byte[] target, int targetOffset) throws IOException {
    read(0, chunks(), target, targetOffset);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private static ParsedBlock readHeader(DriveFiles.Input input, String name) throws IOException {
    byte[] header = new byte[BlockFormat.PAGE];
    readFully(input, ByteBuffer.wrap(header), 0, name);
    int length = BlockFormat.statedHeaderLength(header, name);
    if (length > header.length) {
      int have = header.length;
      header = Arrays.copyOf(header, length);
      readFully(input, ByteBuffer.wrap(header, have, length - have), have, name);
    }
    return BlockFormat.parse(header, name);
  }

  private static void verify(
      ParsedBlock parsed, BlockId expected, UUID cluster, long size, String name)
      throws CorruptBlockException {
    BlockHeader header = parsed.header();
    if (!header.cluster().equals(cluster)) {
      throw BlockFormat.corrupt(name, "is misplaced: it is of cluster " + header.cluster());
    }
    if (!header.block().equals(expected)) {
      throw BlockFormat.corrupt(
          name, "is misplaced: it holds block " + BlockNames.fileName(header.block()));
    }
    long right = (long) parsed.headerLength() + header.blockLength();
    if (size != right) {
      throw BlockFormat.corrupt(name, "has " + size + " bytes and should have " + right);
    }
  }

  private static void readFully(
      DriveFiles.Input input, ByteBuffer target, long position, String name) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = input.read(target, at);
      if (read < 0) {
        throw BlockFormat.corrupt(name, "is cut off at byte " + at);
      }
      at += read;
    }
  }

  private static void closeAfter(Exception failure, DriveFiles.Input input) {
    try {
      input.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
