package io.restriper.engine.counts;

import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveLayout;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is done to block files and their directories, on all drives together, and the bytes
 * that go in and out. What looks at a drive itself is passed on and not counted, nor are {@code
 * stat} and {@code list}, which the patrol does at its own times. Thread-safe.
 */
final class BlockIo {
  static final String BYTES_READ = "bytes read";
  static final String BYTES_WRITTEN = "bytes written";

  private static final Set<String> PATROL = Set.of("stat", "list");

  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  /** Since the last {@link #reset}, by the name of the method. */
  Map<String, Long> counts() {
    Map<String, Long> values = new TreeMap<>();
    counts.forEach((name, count) -> values.put(name, count.get()));
    return values;
  }

  long of(String name) {
    return counts().getOrDefault(name, 0L);
  }

  void reset() {
    counts.clear();
  }

  private void count(String name, long by) {
    counts.computeIfAbsent(name, any -> new AtomicLong()).addAndGet(by);
  }

  private static boolean isOfBlocks(String name) {
    return name.startsWith(DriveLayout.BLOCKS + '/')
        || name.startsWith(DriveLayout.TMP + '/') && name.endsWith(".part");
  }

  DriveFiles around(DriveFiles drive) {
    return (DriveFiles)
        Proxy.newProxyInstance(
            DriveFiles.class.getClassLoader(),
            new Class<?>[] {DriveFiles.class},
            (proxy, method, arguments) -> {
              boolean counted =
                  !PATROL.contains(method.getName())
                      && arguments != null
                      && arguments.length > 0
                      && arguments[0] instanceof String name
                      && isOfBlocks(name);
              if (counted) {
                count(method.getName(), 1);
              }
              Object result = invoke(() -> method.invoke(drive, arguments));
              if (counted && result instanceof DriveFiles.Output output) {
                return new CountedOutput(output);
              }
              return counted && result instanceof DriveFiles.Input input
                  ? new CountedInput(input)
                  : result;
            });
  }

  private interface Invocation {
    Object run() throws InvocationTargetException, IllegalAccessException;
  }

  private static Object invoke(Invocation invocation) throws Throwable {
    try {
      return invocation.run();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private final class CountedOutput implements DriveFiles.Output {
    private final DriveFiles.Output output;

    CountedOutput(DriveFiles.Output output) {
      this.output = output;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = output.write(bytes);
      count(BYTES_WRITTEN, written);
      return written;
    }

    @Override
    public void setModified(long epochMillis) throws IOException {
      output.setModified(epochMillis);
    }

    @Override
    public void sync() throws IOException {
      count("sync", 1);
      output.sync();
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }

  private final class CountedInput implements DriveFiles.Input {
    private final DriveFiles.Input input;

    CountedInput(DriveFiles.Input input) {
      this.input = input;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      int read = input.read(target, position);
      count(BYTES_READ, Math.max(0, read));
      return read;
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
