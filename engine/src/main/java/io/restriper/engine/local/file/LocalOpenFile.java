package io.restriper.engine.local.file;

import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;

/** A version of a file of the local volume, pinned while it is open. */
final class LocalOpenFile implements OpenFile {
  private final FileContext context;
  private final VersionRecord version;
  private final FileAttributes attributes;
  private StripeReadAhead reading;
  private boolean closed;

  LocalOpenFile(FileContext context, VersionRecord version, FileAttributes attributes) {
    this.context = context;
    this.version = version;
    this.attributes = attributes;
  }

  @Override
  public FileAttributes attributes() {
    return attributes;
  }

  @Override
  public Range range(long offset, long length) {
    long size = attributes.size();
    if (offset < 0 || offset > size) {
      throw new VolumeException(
          Problem.OFFSET_BEYOND_END,
          "The offset "
              + offset
              + " lies beyond the end of the file, which has "
              + size
              + " bytes. Choose an offset from 0 to "
              + size
              + ".");
    }
    long end = length > size - offset ? size : offset + length;
    closeReading();
    StripeReadAhead ahead = new StripeReadAhead(context, version, offset, end);
    reading = ahead;
    try {
      ahead.prepare();
    } catch (IOException e) {
      throw new VolumeException(
          Problem.CATALOG_FAILED,
          "The catalog cannot be read: " + e.getMessage() + " Look at the server's log.",
          e);
    }
    return new LocalRange(end - offset, ahead);
  }

  private record LocalRange(long length, StripeReadAhead ahead) implements Range {
    @Override
    public void transferTo(java.io.OutputStream target) throws IOException {
      ahead.transferTo(target);
    }
  }

  private void closeReading() {
    if (reading != null) {
      reading.close();
      reading = null;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeReading();
      context.pins().unpin(version.version());
    }
  }

  /** The part of a stripe that lies between two offsets of the file. */
  record Part(StripeRecord stripe, long from, long to) {}
}
