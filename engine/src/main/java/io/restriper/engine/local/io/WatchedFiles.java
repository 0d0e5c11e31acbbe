package io.restriper.engine.local.io;

import io.restriper.engine.local.drive.DriveFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Passes on to a drive what it is asked for, under a watch. Thread-safe as the drive is. */
final class WatchedFiles implements DriveFiles {
  private final DriveFiles files;
  private final Watch watch;

  WatchedFiles(DriveFiles files, Watch watch) {
    this.files = files;
    this.watch = watch;
  }

  /** Has an operation done and knows how long it takes. */
  interface Watch {

    /**
     * Does it.
     *
     * @param operation in words that go after "to"
     * @param name of the file or directory; can be empty
     * @throws NoAnswerException if the drive is not to be asked at present
     */
    <T> T step(String operation, String name, DriveIo.Io<T> io) throws IOException;
  }

  private interface Act {
    void run() throws IOException;
  }

  private void act(String operation, String name, Act act) throws IOException {
    watch.step(
        operation,
        name,
        () -> {
          act.run();
          return null;
        });
  }

  @Override
  public String toString() {
    return files.toString();
  }

  @Override
  public void createDirectory(String directory) throws IOException {
    act("make", directory, () -> files.createDirectory(directory));
  }

  @Override
  public Output create(String name) throws IOException {
    return watch.step("make", name, () -> new WatchedOutput(name, files.create(name)));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    act("rename", from, () -> files.rename(from, to));
  }

  @Override
  public void syncDirectory(String directory) throws IOException {
    act("sync the directory", directory, () -> files.syncDirectory(directory));
  }

  @Override
  public void delete(String name) throws IOException {
    act("delete", name, () -> files.delete(name));
  }

  @Override
  public Input open(String name) throws IOException {
    return watch.step("open", name, () -> new WatchedInput(name, files.open(name)));
  }

  @Override
  public Stat stat(String name) throws IOException {
    return watch.step("look at", name, () -> files.stat(name));
  }

  @Override
  public List<String> list(String directory) throws IOException {
    return watch.step("list", directory, () -> files.list(directory));
  }

  @Override
  public Space space() throws IOException {
    return watch.step("tell its free space", "", files::space);
  }

  private final class WatchedOutput implements Output {
    private final String name;
    private final Output output;

    WatchedOutput(String name, Output output) {
      this.name = name;
      this.output = output;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      return watch.step("write", name, () -> output.write(bytes));
    }

    @Override
    public void setModified(long epochMillis) throws IOException {
      act("set the time of", name, () -> output.setModified(epochMillis));
    }

    @Override
    public void sync() throws IOException {
      act("sync", name, output::sync);
    }

    /** Also of a drive that is not to be asked: whatever was opened is to be closed. */
    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  private final class WatchedInput implements Input {
    private final String name;
    private final Input input;

    WatchedInput(String name, Input input) {
      this.name = name;
      this.input = input;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return watch.step("read", name, () -> input.read(target, position));
    }

    /** Also of a drive that is not to be asked: whatever was opened is to be closed. */
    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
