package io.restriper.fuzz;

import io.restriper.engine.local.drive.DriveFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A drive in memory, on which anything at all can lie. Thread-safe. */
final class Drive implements DriveFiles {
  private final Map<String, byte[]> files = new TreeMap<>();

  /** Puts a file there, whatever its name is. */
  synchronized void put(String name, byte[] content) {
    files.put(name, content.clone());
  }

  @Override
  public void createDirectory(String directory) {
    // A directory is there as soon as something is in it.
  }

  @Override
  public synchronized Output create(String name) {
    files.put(name, new byte[0]);
    return new Output() {
      @Override
      public int write(ByteBuffer bytes) {
        synchronized (Drive.this) {
          byte[] before = files.getOrDefault(name, new byte[0]);
          int length = bytes.remaining();
          byte[] after = Arrays.copyOf(before, before.length + length);
          bytes.get(after, before.length, length);
          files.put(name, after);
          return length;
        }
      }

      @Override
      public void setModified(long epochMillis) {
        // Times are not kept.
      }

      @Override
      public void sync() {
        // Memory is as durable as it gets here.
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    byte[] content = content(from);
    files.remove(from);
    files.put(to, content);
  }

  @Override
  public void syncDirectory(String directory) {
    // As above.
  }

  @Override
  public synchronized void delete(String name) {
    files.remove(name);
  }

  @Override
  public synchronized Input open(String name) throws IOException {
    byte[] content = content(name);
    return new Input() {
      @Override
      public int read(ByteBuffer target, long position) {
        if (position >= content.length) {
          return -1;
        }
        int length = (int) Math.min(target.remaining(), content.length - position);
        target.put(content, (int) position, length);
        return length;
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  @Override
  public synchronized Stat stat(String name) throws IOException {
    return new Stat(content(name).length, 0);
  }

  private byte[] content(String name) throws IOException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content;
  }

  @Override
  public synchronized List<String> list(String directory) {
    String start = directory.isEmpty() ? "" : directory + "/";
    Set<String> names = new HashSet<>();
    for (String name : files.keySet()) {
      if (name.startsWith(start)) {
        names.add(name.substring(start.length()).split("/", 2)[0]);
      }
    }
    return List.copyOf(names);
  }

  @Override
  public Space space() {
    return new Space("memory", 1L << 40, 1L << 39, true);
  }
}
