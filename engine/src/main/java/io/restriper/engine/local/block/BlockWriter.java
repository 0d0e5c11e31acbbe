package io.restriper.engine.local.block;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveIdentity;
import io.restriper.engine.local.drive.DriveLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;

/** Writes block files such that a crash leaves the whole file, or none, under its name. */
public final class BlockWriter {
  private BlockWriter() {}

  /**
   * Writes a block file: its bytes are durable when this returns, its name only after {@link
   * DriveFiles#syncDirectory} of the directory that is returned. If it fails the block file is not
   * there, or as it was before; a temporary file is left only if deleting it fails too.
   *
   * @param payload has the block from the offset on, as long as the header says
   * @return the directory to be synced before the block is relied on
   * @throws IOException if that failed
   * @throws IllegalArgumentException if the header contradicts itself
   */
  public static String write(DriveFiles files, BlockHeader header, byte[] payload, int offset)
      throws IOException {
    int length = header.blockLength();
    ByteBuffer head = BlockFormat.encodeHeader(header, payload, offset, length);
    String directory = BlockNames.directory(header.block());
    String name = BlockNames.fileName(header.block());
    String temporary = DriveLayout.temporaryName(name);
    try {
      try (DriveFiles.Output output = files.create(temporary)) {
        writeFully(output, head);
        writeFully(output, ByteBuffer.wrap(payload, offset, length));
        output.setModified(header.modified());
        output.sync();
      }
      rename(files, temporary, directory, name);
      return directory;
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, files, temporary);
      throw e;
    }
  }

  private static void writeFully(DriveFiles.Output output, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      output.write(bytes);
    }
  }

  /**
   * Formatting makes the directories; if somebody has removed one, it is made again. In the place
   * of a drive that was taken out nothing is made, for with anything in it it would not count as
   * empty.
   */
  private static void rename(DriveFiles files, String temporary, String directory, String name)
      throws IOException {
    String target = directory + '/' + name;
    try {
      files.rename(temporary, target);
    } catch (NoSuchFileException e) {
      if (!(DriveIdentity.read(files) instanceof DriveIdentity.ReadResult.Found)) {
        throw e;
      }
      files.createDirectory(DriveLayout.BLOCKS);
      files.createDirectory(directory);
      files.syncDirectory(DriveLayout.BLOCKS);
      files.syncDirectory("");
      files.rename(temporary, target);
    }
  }

  private static void deleteAfter(Exception failure, DriveFiles files, String name) {
    try {
      files.delete(name);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
