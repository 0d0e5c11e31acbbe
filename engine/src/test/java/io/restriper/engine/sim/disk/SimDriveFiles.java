package io.restriper.engine.sim.disk;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.sim.disk.Fault.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The file operations of a drive bay, as one process of the simulation has them. */
public final class SimDriveFiles implements DriveFiles {
  private static final String EIO = "Input/output error";

  private static final int SLOW_SECONDS = 20;
  private static final int HANG_SECONDS = 100;

  private final SimDrive drive;
  private final Io io;
  private final boolean syncs;

  /**
   * @param syncs whether bytes are made durable when that is asked for
   */
  public SimDriveFiles(SimDrive drive, Io io, boolean syncs) {
    this.drive = drive;
    this.io = io;
    this.syncs = syncs;
  }

  private int delay() {
    if (drive.happens(Kind.SLOW)) {
      return SLOW_SECONDS;
    }
    return drive.happens(Kind.HANG) ? HANG_SECONDS : 0;
  }

  private void step(Io.Kind kind, String name) throws IOException {
    io.step(kind, name, drive.hasFaults() && isBlock(name) ? delay() : 0);
    boolean empty = kind == Io.Kind.LIST || kind == Io.Kind.DELETE;
    if (!drive.isHere() && !empty) {
      throw new NoSuchFileException(name);
    }
  }

  private void fault(Kind kind, String name, String words) throws IOException {
    if (drive.hasFaults() && isBlock(name) && drive.happens(kind)) {
      throw new FileSystemException(name, null, words);
    }
  }

  /** Faults hit what the engine does with blocks, not its looking around. */
  private static boolean isBlock(String name) {
    return name.startsWith("blocks/") || name.endsWith(".part");
  }

  @Override
  public void createDirectory(String directory) throws IOException {
    step(Io.Kind.CREATE_DIRECTORY, directory);
    drive.memory().createDirectory(directory);
  }

  @Override
  public Output create(String name) throws IOException {
    step(Io.Kind.CREATE, name);
    return new SimOutput(name, drive.memory().create(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    step(Io.Kind.RENAME, to);
    fault(Kind.RENAME_EIO, to, EIO);
    drive.memory().rename(from, to);
  }

  @Override
  public void syncDirectory(String directory) throws IOException {
    step(Io.Kind.SYNC_DIRECTORY, directory);
    fault(Kind.SYNC_DIRECTORY_EIO, directory, EIO);
    drive.memory().syncDirectory(directory);
  }

  @Override
  public void delete(String name) throws IOException {
    step(Io.Kind.DELETE, name);
    if (drive.isHere()) {
      fault(Kind.DELETE_EIO, name, EIO);
      drive.memory().delete(name);
    }
  }

  @Override
  public Input open(String name) throws IOException {
    step(Io.Kind.OPEN, name);
    return new SimInput(name, drive.memory().open(name));
  }

  @Override
  public Stat stat(String name) throws IOException {
    step(Io.Kind.STAT, name);
    return drive.memory().stat(name);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    step(Io.Kind.LIST, directory);
    List<String> names = drive.isHere() ? drive.memory().list(directory) : List.of();
    return names.size() < 2 ? names : names.stream().sorted().toList();
  }

  @Override
  public Space space() throws IOException {
    step(Io.Kind.SPACE, "");
    return new Space(drive.toString(), 1L << 30, 1L << 29, true);
  }

  private final class SimOutput implements Output {
    private final String name;
    private final Output output;

    SimOutput(String name, Output output) {
      this.name = name;
      this.output = output;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      step(Io.Kind.WRITE, name);
      fault(Kind.WRITE_EIO, name, EIO);
      fault(Kind.NO_ROOM, name, "No space left on device");
      if (drive.hasFaults() && isBlock(name) && drive.happens(Kind.TORN_WRITE)) {
        output.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
        throw new FileSystemException(name, null, EIO);
      }
      if (drive.hasFaults() && isBlock(name) && drive.happens(Kind.SHORT_WRITE)) {
        int written = output.write(bytes.slice(bytes.position(), 1));
        bytes.position(bytes.position() + written);
        return written;
      }
      return output.write(bytes);
    }

    @Override
    public void setModified(long epochMillis) throws IOException {
      step(Io.Kind.SET_MODIFIED, name);
      output.setModified(epochMillis);
    }

    @Override
    public void sync() throws IOException {
      step(Io.Kind.SYNC, name);
      fault(Kind.SYNC_EIO, name, EIO);
      if (syncs) {
        output.sync();
      }
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  private final class SimInput implements Input {
    private final String name;
    private final Input input;

    SimInput(String name, Input input) {
      this.name = name;
      this.input = input;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      step(Io.Kind.READ, name);
      fault(Kind.READ_EIO, name, EIO);
      return input.read(target, position);
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
