package io.restriper.benchmarks.disk;

import io.restriper.engine.local.block.BlockFormat;
import io.restriper.engine.setup.EngineRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drives with as many threads as the engine gives them, and files that are moved between memory and
 * disk by {@link FileChannel}: no catalog, no checksums, no coding, no copies. Thread-safe.
 */
final class FloorDrives implements AutoCloseable {
  private static final int THREADS = 4;

  /** Enough for neighbours to be in different ones; more would take longer than the measuring. */
  private static final int DIRECTORIES = 16;

  private static final int HEADER = BlockFormat.PAGE;

  private static final int RECORD = 16 * 4096;

  /** One for each thread, as long as the longest block file. */
  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(
          () -> {
            int length = BlockFormat.MAX_HEADER + EngineRuntime.BLOCK_SIZE;
            return ByteBuffer.allocateDirect(length).put(Content.random(length));
          });

  private final Path root;
  private final boolean named;
  private final List<ExecutorService> threads = new ArrayList<>();
  private final AtomicLong names = new AtomicLong();
  private FileChannel log;

  /**
   * @param root of the directories that are written to; made when something is written
   * @param named whether files get their name only when they are durable, and the name is made
   *     durable too, as the engine must
   */
  FloorDrives(Path root, int drives, boolean named) throws IOException {
    this.root = root;
    this.named = named;
    for (int drive = 0; drive < drives; drive++) {
      threads.add(Executors.newFixedThreadPool(THREADS));
      Files.createDirectories(drive(drive).resolve("tmp"));
      for (int number = 0; number < DIRECTORIES; number++) {
        Files.createDirectories(directory(drive, number));
      }
    }
  }

  private Path drive(int drive) {
    return root.resolve("floor-" + drive);
  }

  private Path directory(int drive, int number) {
    return drive(drive).resolve("blocks").resolve(String.format("%02x", number));
  }

  int drives() {
    return threads.size();
  }

  /** Where a file was written whose name may not be durable yet. */
  private record Written(int drive, int directory) {}

  /** Files that are being written together. Not thread-safe. */
  final class Batch {
    private final List<CompletableFuture<Written>> under = new ArrayList<>();
    private final int directory = (int) (names.incrementAndGet() % DIRECTORIES);

    /** Makes a record of what was written durable, for which it must be durable before. */
    void commit() throws IOException {
      finish();
      record();
    }

    /** Starts to write a block file to a drive, from 0. */
    void write(int drive, int payload) {
      under.add(submit(drive, () -> writeFile(drive, directory, payload)));
    }

    /** Waits until everything is durable. */
    void finish() throws IOException {
      Set<Written> places = new LinkedHashSet<>();
      for (CompletableFuture<Written> each : under) {
        places.add(join(each));
      }
      under.clear();
      if (named) {
        List<CompletableFuture<Void>> syncs = new ArrayList<>();
        for (Written place : places) {
          syncs.add(submit(place.drive, () -> sync(directory(place.drive, place.directory))));
        }
        for (CompletableFuture<Void> each : syncs) {
          join(each);
        }
      }
    }
  }

  /** As much as a commit of a file writes to the log of a database. */
  private synchronized void record() throws IOException {
    if (log == null) {
      log =
          FileChannel.open(
              root.resolve("log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
    log.write(ByteBuffer.allocate(RECORD));
    log.force(false);
  }

  private Written writeFile(int drive, int number, int payload) throws IOException {
    String name = String.format("%016x", names.incrementAndGet());
    Path target = directory(drive, number).resolve(name);
    Path path = named ? drive(drive).resolve("tmp").resolve(name) : target;
    ByteBuffer bytes = BUFFER.get().clear().limit(HEADER + payload);
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (named) {
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return new Written(drive, number);
  }

  private static Void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
    return null;
  }

  /** Reads a file on the calling thread and forgets it. */
  static Void readFile(Path path) throws IOException {
    ByteBuffer bytes = BUFFER.get().clear();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (channel.read(bytes) > 0) {
        continue;
      }
    }
    return null;
  }

  /** Reads files on the threads of their drives and waits for the last. */
  void read(List<StoredBlocks.Block> blocks) throws IOException {
    List<CompletableFuture<Void>> reads = new ArrayList<>();
    for (StoredBlocks.Block block : blocks) {
      reads.add(submit(block.drive() % drives(), () -> readFile(block.path())));
    }
    for (CompletableFuture<Void> each : reads) {
      join(each);
    }
  }

  private <T> CompletableFuture<T> submit(int drive, Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        },
        threads.get(drive));
  }

  private static <T> T join(CompletableFuture<T> future) throws IOException {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause());
    }
  }

  /** Ends the threads; what was written stays. */
  @Override
  public void close() throws IOException {
    threads.forEach(ExecutorService::shutdown);
    if (log != null) {
      log.close();
    }
  }
}
