package io.restriper.benchmarks.disk;

import io.restriper.benchmarks.measure.Clients;
import io.restriper.benchmarks.measure.Machine;
import io.restriper.benchmarks.measure.Took;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The input and output of the restriper's tasks and nothing else, by as many workers, each of which
 * has the drives read the blocks of a task at once and then write at once.
 */
final class FloorTasks {
  private static final int WORKERS = 4;

  private FloorTasks() {}

  /**
   * Blocks of a task.
   *
   * @param read to be read
   * @param writes payloads of the blocks to be written
   */
  record Task(List<StoredBlocks.Block> read, List<Integer> writes) {}

  /** For each stripe that lacks blocks: reads k of those that it has, and writes the others. */
  static List<Task> rebuild(List<List<StoredBlocks.Block>> stripes, List<Integer> lost, int k) {
    List<Task> tasks = new ArrayList<>();
    for (List<StoredBlocks.Block> stripe : stripes) {
      List<StoredBlocks.Block> left =
          stripe.stream().filter(block -> !lost.contains(block.drive() + 1)).toList();
      List<Integer> writes = new ArrayList<>();
      for (int missing = left.size(); missing < stripe.size(); missing++) {
        writes.add((int) stripe.get(0).payload());
      }
      if (!writes.isEmpty()) {
        tasks.add(new Task(left.subList(0, k), writes));
      }
    }
    return tasks;
  }

  /** Reads and writes one of so many blocks, evenly chosen. */
  static List<Task> copy(List<StoredBlocks.Block> blocks, int oneOf) {
    List<Task> tasks = new ArrayList<>();
    for (int block = 0; block < blocks.size(); block += oneOf) {
      StoredBlocks.Block chosen = blocks.get(block);
      tasks.add(new Task(List.of(chosen), List.of((int) chosen.payload())));
    }
    return tasks;
  }

  /**
   * Reads all data blocks of full stripes, as many as the new stripe has for each task, and writes
   * the new stripes.
   */
  static List<Task> transcode(StoredBlocks stored, int fromK, int toK, int toTotal) {
    List<Task> tasks = new ArrayList<>();
    for (List<StoredBlocks.Block> data : stored.enoughToRead(fromK)) {
      for (int at = 0; at < data.size(); at += toK) {
        List<StoredBlocks.Block> read = data.subList(at, Math.min(at + toK, data.size()));
        long bytes = read.stream().mapToLong(StoredBlocks.Block::payload).sum();
        int payload = (int) ((bytes + toK - 1) / toK);
        tasks.add(new Task(read, java.util.Collections.nCopies(toTotal, payload)));
      }
    }
    return tasks;
  }

  /** Payload that tasks write, in bytes. */
  static long bytesWritten(List<Task> tasks) {
    return tasks.stream().flatMap(task -> task.writes.stream()).mapToLong(each -> each).sum();
  }

  /** Payload that tasks read, in bytes. */
  static long bytesRead(List<Task> tasks) {
    return tasks.stream()
        .flatMap(task -> task.read.stream())
        .mapToLong(StoredBlocks.Block::payload)
        .sum();
  }

  /** Does the tasks, from the disk, with the names made durable or not, and measures that. */
  static Took run(Path root, int drives, boolean named, List<Task> tasks) throws Exception {
    try (FloorDrives floor = new FloorDrives(root, drives, named)) {
      Machine.forgetFiles();
      return Took.of(
          () ->
              Clients.run(
                  WORKERS,
                  tasks.size(),
                  number -> {
                    Task task = tasks.get(number);
                    floor.read(task.read);
                    FloorDrives.Batch batch = floor.new Batch();
                    for (int write = 0; write < task.writes.size(); write++) {
                      batch.write((number + write) % drives, task.writes.get(write));
                    }
                    batch.finish();
                  }));
    }
  }
}
