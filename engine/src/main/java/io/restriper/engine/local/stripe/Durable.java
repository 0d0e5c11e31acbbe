package io.restriper.engine.local.stripe;

import io.restriper.engine.local.pool.Slot;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Makes the names of block files durable, on all drives at the same time. */
public final class Durable {
  private Durable() {}

  /**
   * A directory of block files that were written and whose names are not durable yet.
   *
   * @param slot that the drive is in
   * @param drive its number
   * @param name of the directory
   */
  public record Directory(Slot slot, int drive, String name) {}

  /**
   * Syncs directories.
   *
   * @return the drives on which that failed; they were reported
   */
  public static Set<Integer> sync(Collection<Directory> directories, Trouble trouble) {
    Map<Directory, CompletableFuture<Void>> under = new LinkedHashMap<>();
    for (Directory directory : directories) {
      under.put(
          directory,
          directory
              .slot()
              .submit(
                  () -> {
                    directory.slot().files().syncDirectory(directory.name());
                    return null;
                  }));
    }
    Set<Integer> failed = new HashSet<>();
    under.forEach(
        (directory, result) -> {
          try {
            result.join();
          } catch (CompletionException e) {
            trouble.drive(directory.slot(), asIo(e));
            failed.add(directory.drive());
          }
        });
    return failed;
  }

  /** What made a future fail; anything but an {@link IOException} is a fault of ours. */
  public static IOException asIo(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IOException(cause);
  }
}
