package io.restriper.server;

import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.Listing;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.engine.volume.VolumePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory, with the behaviour that {@link VolumeFiles} documents and faults on demand. */
public final class FakeFiles implements VolumeFiles {
  private static final Instant TIME = Instant.parse("2026-11-24T08:30:15.123Z");

  private final TreeMap<String, Stored> stored = new TreeMap<>();
  public final AtomicInteger open = new AtomicInteger();

  /** Thrown by every method, if set. */
  public volatile Optional<RuntimeException> failure = Optional.empty();

  /** How many bytes a transfer sends before it fails, if set. */
  public volatile Optional<Long> breakAfter = Optional.empty();

  /** Size of a file that is not stored but made while it is read, if set. */
  public volatile Optional<Long> endlessSize = Optional.empty();

  /** Whether written bytes are counted and thrown away. */
  volatile boolean discard;

  volatile long discarded;

  private long version;

  private record Stored(byte[] bytes, long id, long version) {}

  @Override
  public FileAttributes write(VolumePath path, InputStream content, Optional<String> expectedTag) {
    fail();
    byte[] bytes = read(content);
    synchronized (stored) {
      requireNoDirectory(path);
      for (VolumePath above = path.parent(); !above.isRoot(); above = above.parent()) {
        if (stored.containsKey(above.toString())) {
          throw new VolumeException(Problem.NOT_A_DIRECTORY, above + " is a file. Choose another.");
        }
      }
      Stored before = stored.get(path.toString());
      if (expectedTag.isPresent()
          && (before == null
              || !expectedTag.get().equals("*")
                  && !expectedTag.get().equals(Long.toString(before.version())))) {
        throw new VolumeException(Problem.TAG_MISMATCH, path + " was replaced. Read it again.");
      }
      version++;
      Stored after = new Stored(bytes, before == null ? version : before.id(), version);
      stored.put(path.toString(), after);
      return attributes(path, after);
    }
  }

  private byte[] read(InputStream content) {
    try {
      if (!discard) {
        return content.readAllBytes();
      }
      byte[] buffer = new byte[64 * 1024];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        discarded += n;
      }
      return new byte[0];
    } catch (IOException e) {
      throw new VolumeException(
          Problem.CONTENT_INTERRUPTED, "The content broke off. Send it again.", e);
    }
  }

  @Override
  public OpenFile open(VolumePath path) {
    fail();
    synchronized (stored) {
      requireNoDirectory(path);
      Stored file = stored.get(path.toString());
      if (file == null && endlessSize.isEmpty()) {
        throw notFound(path);
      }
      open.incrementAndGet();
      return new Reading(path, file == null ? new Stored(new byte[0], 1, 1) : file);
    }
  }

  @Override
  public FileAttributes attributes(VolumePath path) {
    fail();
    synchronized (stored) {
      Stored file = stored.get(path.toString());
      if (file != null) {
        return attributes(path, file);
      }
      if (!isDirectory(path)) {
        throw notFound(path);
      }
      return directory(path);
    }
  }

  @Override
  public Listing list(VolumePath directory, String after, int limit) {
    fail();
    synchronized (stored) {
      if (stored.containsKey(directory.toString())) {
        throw new VolumeException(Problem.NOT_A_DIRECTORY, directory + " is a file. Give another.");
      }
      if (!isDirectory(directory)) {
        throw notFound(directory);
      }
      List<String> behind =
          children(directory).stream().filter(name -> name.compareTo(after) > 0).toList();
      return new Listing(
          directory(directory),
          behind.stream().limit(limit).map(name -> attributes(directory.child(name))).toList(),
          behind.size() > limit);
    }
  }

  @Override
  public void delete(VolumePath path) {
    fail();
    synchronized (stored) {
      requireNoDirectory(path);
      if (stored.remove(path.toString()) == null) {
        throw notFound(path);
      }
    }
  }

  private void fail() {
    failure.ifPresent(
        e -> {
          throw e;
        });
  }

  private void requireNoDirectory(VolumePath path) {
    if (isDirectory(path)) {
      throw new VolumeException(Problem.NOT_A_FILE, path + " is a directory. Give a file.");
    }
  }

  private boolean isDirectory(VolumePath path) {
    return path.isRoot() || !children(path).isEmpty();
  }

  private List<String> children(VolumePath directory) {
    String prefix = directory.isRoot() ? "/" : directory + "/";
    return stored.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()).split("/", 2)[0])
        .distinct()
        .toList();
  }

  private FileAttributes directory(VolumePath path) {
    return new FileAttributes(path, 7, true, 0, TIME, TIME, children(path).size(), 0, 0, "7");
  }

  private FileAttributes attributes(VolumePath path, Stored file) {
    long size = endlessSize.orElse((long) file.bytes().length);
    return new FileAttributes(
        path,
        file.id(),
        false,
        size,
        TIME,
        TIME,
        0,
        size * 3 / 2,
        size,
        Long.toString(file.version()));
  }

  private static VolumeException notFound(VolumePath path) {
    return new VolumeException(Problem.NOT_FOUND, "There is no file " + path + ". List it.");
  }

  private final class Reading implements OpenFile {
    private final FileAttributes attributes;
    private final byte[] bytes;

    Reading(VolumePath path, Stored file) {
      this.attributes = FakeFiles.this.attributes(path, file);
      this.bytes = file.bytes();
    }

    @Override
    public FileAttributes attributes() {
      return attributes;
    }

    @Override
    public Range range(long offset, long length) {
      if (offset > attributes.size()) {
        throw new VolumeException(
            Problem.OFFSET_BEYOND_END,
            "offset is "
                + offset
                + " and the file has "
                + attributes.size()
                + " bytes. Give less.");
      }
      return new Part(offset, Math.min(length, attributes.size() - offset));
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }

    private final class Part implements Range {
      private final long offset;
      private final long length;

      Part(long offset, long length) {
        this.offset = offset;
        this.length = length;
      }

      @Override
      public long length() {
        return length;
      }

      @Override
      public void transferTo(OutputStream target) throws IOException {
        long end = offset + Math.min(length, breakAfter.orElse(Long.MAX_VALUE));
        byte[] chunk = new byte[64 * 1024];
        for (long at = offset; at < end; ) {
          int n = (int) Math.min(chunk.length, end - at);
          fill(chunk, at, n);
          target.write(chunk, 0, n);
          at += n;
        }
        if (breakAfter.isPresent()) {
          throw new VolumeException(
              Problem.DATA_UNAVAILABLE, "3 of 4 blocks can be read. Bring a drive back.");
        }
      }

      private void fill(byte[] chunk, long at, int n) {
        if (endlessSize.isPresent()) {
          Arrays.fill(chunk, 0, n, (byte) 'x');
        } else {
          System.arraycopy(bytes, (int) at, chunk, 0, n);
        }
      }
    }
  }

  /** The bytes of a file. */
  public byte[] bytes(String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpenFile file = open(VolumePath.parse(path))) {
      file.range(0, Long.MAX_VALUE).transferTo(out);
    }
    return out.toByteArray();
  }
}
