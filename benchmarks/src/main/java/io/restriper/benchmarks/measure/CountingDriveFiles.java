package io.restriper.benchmarks.measure;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The file operations of a drive, with what they move and sync counted, but for those that only
 * find out whether the drive can be written to. Thread-safe.
 */
public record CountingDriveFiles(DriveFiles files, IoCounts counts) implements DriveFiles {
  private static final String PROBE = DriveLayout.TMP + "/probe";

  @Override
  public void createDirectory(String directory) throws IOException {
    files.createDirectory(directory);
  }

  @Override
  public Output create(String name) throws IOException {
    Output output = files.create(name);
    if (name.equals(PROBE)) {
      return output;
    }
    return new Output() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        int written = output.write(bytes);
        counts.bytesWritten.add(written);
        return written;
      }

      @Override
      public void setModified(long epochMillis) throws IOException {
        output.setModified(epochMillis);
      }

      @Override
      public void sync() throws IOException {
        counts.fileSyncs.increment();
        output.sync();
      }

      @Override
      public void close() throws IOException {
        output.close();
      }
    };
  }

  @Override
  public void rename(String from, String to) throws IOException {
    files.rename(from, to);
  }

  @Override
  public void syncDirectory(String directory) throws IOException {
    counts.directorySyncs.increment();
    files.syncDirectory(directory);
  }

  @Override
  public void delete(String name) throws IOException {
    files.delete(name);
  }

  @Override
  public Input open(String name) throws IOException {
    Input input = files.open(name);
    return new Input() {
      @Override
      public int read(ByteBuffer target, long position) throws IOException {
        int read = input.read(target, position);
        counts.bytesRead.add(Math.max(0, read));
        return read;
      }

      @Override
      public void close() throws IOException {
        input.close();
      }
    };
  }

  @Override
  public Stat stat(String name) throws IOException {
    return files.stat(name);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return files.list(directory);
  }

  @Override
  public Space space() throws IOException {
    return files.space();
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
