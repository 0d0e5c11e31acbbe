package io.restriper.engine.local.block;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.drive.NewerFormatException;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumePath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The format of block files, version 1, as in docs/on-disk-format.md: a header of one or two pages
 * with a checksum for each chunk of the payload and one for itself, then the payload.
 */
public final class BlockFormat {
  /** The version that is written, and the only one that can be read. */
  public static final int VERSION = 1;

  /** Bytes of payload under one checksum; the last chunk can be shorter. */
  public static final int CHUNK = 64 * 1024;

  /** Header lengths are multiples of this. */
  public static final int PAGE = 4096;

  /** Block lengths are multiples of this. */
  public static final int BLOCK_UNIT = 64;

  /** Longest payload. */
  public static final int MAX_BLOCK = 16 * 1024 * 1024;

  /** The coding of the parity blocks: Cauchy, bit-sliced, over GF(2^8). */
  public static final int CODING_CAUCHY = 1;

  /** Longest header: the longest path, and the checksums of the longest block. */
  public static final int MAX_HEADER = 2 * PAGE;

  /**
   * In the manner of PNG: a byte that is no text, the name, and line ends that text modes break.
   */
  private static final long MAGIC = 0x8952_5342_0d0a_1a0aL;

  /** Longest header of a later version; so much is read to tell one from a damaged file. */
  private static final int MAX_LATER_HEADER = 1 << 20;

  private static final int MAX_TOTAL_BLOCKS = 32;
  private static final int FIXED = 104;
  private static final int CRC = Integer.BYTES;
  private static final int FLAG_LAST = 1;

  private BlockFormat() {}

  /** How many chunks a payload has. */
  public static int chunks(int blockLength) {
    return (blockLength + CHUNK - 1) / CHUNK;
  }

  /** Bytes before the payload. */
  public static int headerLength(VolumePath path, int blockLength) {
    return headerLength(path.toString().getBytes(StandardCharsets.UTF_8).length, blockLength);
  }

  private static int headerLength(int pathBytes, int blockLength) {
    int used = FIXED + pathBytes + chunks(blockLength) * CRC + CRC;
    return (used + PAGE - 1) / PAGE * PAGE;
  }

  /**
   * Makes the bytes that go before a payload.
   *
   * @param length must be the header's block length
   * @return a buffer with all of them remaining
   * @throws IllegalArgumentException if the header contradicts itself or the length
   */
  public static ByteBuffer encodeHeader(
      BlockHeader header, byte[] payload, int offset, int length) {
    String problem = length == header.blockLength() ? problem(header) : "another length";
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(header + ": " + problem);
    }
    byte[] path = header.path().toString().getBytes(StandardCharsets.UTF_8);
    int headerLength = headerLength(path.length, length);
    ByteBuffer bytes = ByteBuffer.allocate(headerLength);
    bytes.putLong(MAGIC).putShort((short) VERSION).put((byte) CODING_CAUCHY);
    bytes.put((byte) (header.last() ? FLAG_LAST : 0)).putInt(headerLength);
    bytes.putLong(header.cluster().getMostSignificantBits());
    bytes.putLong(header.cluster().getLeastSignificantBits());
    bytes.putLong(header.fileId());
    bytes.putLong(header.block().version()).putLong(header.block().stripe());
    bytes.put((byte) header.block().index()).put((byte) header.encoding().dataBlocks());
    bytes.put((byte) header.encoding().parityBlocks()).put((byte) 0);
    bytes.putInt(length).putLong(header.created()).putLong(header.modified());
    bytes.putLong(header.stripeOffset()).putLong(header.stripeLength());
    bytes.putShort((short) path.length).putShort((short) 0).putInt(chunks(length)).put(path);
    for (int at = 0; at < length; at += CHUNK) {
      bytes.putInt(checksum(payload, offset + at, Math.min(CHUNK, length - at)));
    }
    bytes.putInt(headerLength - CRC, checksum(bytes.array(), 0, headerLength - CRC));
    return bytes.rewind();
  }

  /**
   * The length that a header says it has, for reading the rest of it.
   *
   * @param page the first {@link #PAGE} bytes of a file; not trusted in any way
   * @throws CorruptBlockException if this is no block file
   */
  static int statedHeaderLength(byte[] page, String name) throws CorruptBlockException {
    ByteBuffer bytes = ByteBuffer.wrap(page);
    if (bytes.getLong() != MAGIC) {
      throw corrupt(name, "does not begin as a block file does");
    }
    int version = Short.toUnsignedInt(bytes.getShort());
    int length = bytes.getInt(12);
    int most = version > VERSION ? MAX_LATER_HEADER : MAX_HEADER;
    if (length < PAGE || length > most || length % PAGE != 0) {
      throw corrupt(name, "says that its header has " + length + " bytes, which cannot be");
    }
    return length;
  }

  /**
   * Reads and verifies a header.
   *
   * @param header all of its bytes, and no more
   * @param name of the file, for messages
   * @throws CorruptBlockException if anything in it is not as it was written
   * @throws NewerFormatException if it is a sound header of a later version
   */
  public static ParsedBlock parse(byte[] header, String name)
      throws CorruptBlockException, NewerFormatException {
    if (header.length < PAGE || statedHeaderLength(header, name) != header.length) {
      throw corrupt(name, "has a header that is cut off");
    }
    ByteBuffer bytes = ByteBuffer.wrap(header);
    if (bytes.getInt(header.length - CRC) != checksum(header, 0, header.length - CRC)) {
      throw corrupt(name, "has a header that does not match its checksum");
    }
    int version = Short.toUnsignedInt(bytes.getShort(8));
    if (version > VERSION) {
      throw new NewerFormatException(
          "The block file "
              + name
              + " has format version "
              + version
              + ", and this server knows versions up to "
              + VERSION
              + ". Start the newer server that wrote it.");
    }
    if (version != VERSION) {
      throw corrupt(name, "has format version " + version + ", which there is not");
    }
    try {
      return parseTrusted(bytes, name);
    } catch (IllegalArgumentException | VolumeException | CharacterCodingException e) {
      throw corrupt(name, "has a header that contradicts itself: " + e.getMessage());
    }
  }

  private static ParsedBlock parseTrusted(ByteBuffer bytes, String name)
      throws CorruptBlockException, CharacterCodingException {
    int coding = bytes.get(10);
    int flags = bytes.get(11);
    bytes.position(16);
    UUID cluster = new UUID(bytes.getLong(), bytes.getLong());
    long fileId = bytes.getLong();
    long version = bytes.getLong();
    long stripe = bytes.getLong();
    BlockId block = new BlockId(version, stripe, Byte.toUnsignedInt(bytes.get()));
    Encoding encoding =
        new Encoding(Byte.toUnsignedInt(bytes.get()), Byte.toUnsignedInt(bytes.get()));
    int reserved = bytes.get();
    int blockLength = bytes.getInt();
    long created = bytes.getLong();
    long modified = bytes.getLong();
    long stripeOffset = bytes.getLong();
    long stripeLength = bytes.getLong();
    int pathBytes = Short.toUnsignedInt(bytes.getShort());
    reserved |= bytes.getShort();
    int chunks = bytes.getInt();
    if (coding != CODING_CAUCHY || (flags & ~FLAG_LAST) != 0 || reserved != 0) {
      throw corrupt(name, "uses a coding or flags that are not known here");
    }
    if (pathBytes > VolumePath.MAX_BYTES
        || blockLength <= 0
        || blockLength > MAX_BLOCK
        || chunks != chunks(blockLength)
        || bytes.capacity() != headerLength(pathBytes, blockLength)) {
      throw corrupt(name, "has lengths in its header that contradict each other");
    }
    VolumePath path = path(bytes, pathBytes);
    int[] checksums = new int[chunks];
    bytes.asIntBuffer().get(checksums);
    BlockHeader header =
        new BlockHeader(
            cluster,
            path,
            fileId,
            block,
            encoding,
            created,
            modified,
            stripeOffset,
            stripeLength,
            blockLength,
            (flags & FLAG_LAST) != 0);
    String problem = problem(header);
    if (!problem.isEmpty()) {
      throw corrupt(name, "has a header that contradicts itself: " + problem);
    }
    return new ParsedBlock(header, bytes.capacity(), checksums, name);
  }

  private static VolumePath path(ByteBuffer bytes, int length) throws CharacterCodingException {
    ByteBuffer path = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return VolumePath.parse(StandardCharsets.UTF_8.newDecoder().decode(path).toString());
  }

  /** Why no block can have such a header; empty if one can. */
  private static String problem(BlockHeader header) {
    int length = header.blockLength();
    Encoding encoding = header.encoding();
    if (length <= 0 || length > MAX_BLOCK || length % BLOCK_UNIT != 0) {
      return "block length " + length;
    }
    if (encoding.dataBlocks() < 1
        || encoding.parityBlocks() < 1
        || encoding.totalBlocks() > MAX_TOTAL_BLOCKS) {
      return "encoding " + encoding;
    }
    if (header.block().index() < 0 || header.block().index() >= encoding.totalBlocks()) {
      return "index " + header.block().index();
    }
    if (header.block().stripe() < 0) {
      return "stripe " + header.block().stripe();
    }
    if (header.stripeOffset() < 0
        || header.stripeLength() < 0
        || header.stripeLength() > (long) encoding.dataBlocks() * length
        || header.stripeOffset() > Long.MAX_VALUE - header.stripeLength()) {
      return "stripe of " + header.stripeLength() + " bytes at " + header.stripeOffset();
    }
    return header.path().isRoot() ? "no file name" : "";
  }

  static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  static CorruptBlockException corrupt(String name, String what) {
    return new CorruptBlockException("The block file " + name + " " + what + ".");
  }
}
