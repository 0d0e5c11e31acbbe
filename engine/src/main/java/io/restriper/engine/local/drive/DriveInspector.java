package io.restriper.engine.local.drive;

import io.restriper.engine.facts.SlotState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Looks at a drive's directory and says what state it is in. Probes by writing a small file, since
 * a file system that went read-only still reads well; a full one is not dead. Thread-safe; never
 * throws for what the drive does.
 */
public final class DriveInspector {
  /** A directory that mkfs makes; with nothing else the file system is as good as empty. */
  private static final String LOST_AND_FOUND = "lost+found";

  private static final Set<String> OWN_DIRECTORIES =
      Set.of(DriveLayout.BLOCKS, DriveLayout.TMP, DriveLayout.TOMBSTONES);

  private final UUID cluster;
  private final int node;

  /**
   * Looks for drives of one node.
   *
   * @param cluster that the drives should belong to
   * @param node that they should be in
   */
  public DriveInspector(UUID cluster, int node) {
    this.cluster = cluster;
    this.node = node;
  }

  /**
   * Looks at a drive.
   *
   * @param files of the drive
   * @param path of its directory, for the sentence
   * @param wasMountPoint whether the drive that was here was the root of a file system: the
   *     directory is then not taken for an empty drive unless a file system is mounted on it
   */
  public Inspection inspect(DriveFiles files, String path, boolean wasMountPoint) {
    DriveFiles.Space space;
    try {
      space = files.space();
    } catch (IOException e) {
      return unreachable(path, e, Optional.empty(), Optional.empty());
    }
    DriveIdentity.ReadResult found;
    try {
      found = DriveIdentity.read(files);
    } catch (IOException e) {
      return unreachable(path, e, Optional.empty(), Optional.of(space));
    }
    if (found instanceof DriveIdentity.ReadResult.Found it) {
      return withIdentity(files, path, it.identity(), space);
    }
    if (found instanceof DriveIdentity.ReadResult.UnknownFormat it) {
      return new Inspection(
          SlotState.WRONG_VERSION,
          String.format(
              "The drive at %s has format %d and this version knows only format %d;"
                  + " run the version that wrote it.",
              path, it.format(), DriveIdentity.FORMAT),
          Optional.empty(),
          Optional.of(space));
    }
    if (found instanceof DriveIdentity.ReadResult.Damaged) {
      return new Inspection(
          SlotState.DEAD,
          String.format(
              "The identity file %s/%s is damaged; replace the drive, or restore the file.",
              path, DriveLayout.IDENTITY),
          Optional.empty(),
          Optional.of(space));
    }
    return withoutIdentity(files, path, wasMountPoint, space);
  }

  private Inspection withIdentity(
      DriveFiles files, String path, DriveIdentity identity, DriveFiles.Space space) {
    if (!identity.cluster().equals(cluster)) {
      return new Inspection(
          SlotState.WRONG_CLUSTER,
          String.format(
              "The drive at %s belongs to cluster %s and this is cluster %s;"
                  + " put in a drive of this cluster, or an empty one.",
              path, identity.cluster(), cluster),
          Optional.of(identity),
          Optional.of(space));
    }
    if (identity.node() != node) {
      return new Inspection(
          SlotState.WRONG_NODE,
          String.format(
              "The drive at %s belongs to node %d and is configured for node %d;"
                  + " configure it for node %d, or put in an empty drive.",
              path, identity.node(), node, identity.node()),
          Optional.of(identity),
          Optional.of(space));
    }
    return probe(files)
        .map(error -> unreachable(path, error, Optional.of(identity), Optional.of(space)))
        .orElseGet(
            () -> new Inspection(SlotState.HEALTHY, "", Optional.of(identity), Optional.of(space)));
  }

  private static Inspection withoutIdentity(
      DriveFiles files, String path, boolean wasMountPoint, DriveFiles.Space space) {
    Optional<String> content;
    try {
      content = content(files);
    } catch (NotDirectoryException e) {
      content = Optional.of("a file where a directory belongs");
    } catch (IOException e) {
      return unreachable(path, e, Optional.empty(), Optional.of(space));
    }
    if (content.isPresent()) {
      return new Inspection(
          SlotState.MISSING,
          String.format(
              "There is no drive at %s: the directory has %s but no identity file;"
                  + " bring the drive back, or empty the directory.",
              path, content.get()),
          Optional.empty(),
          Optional.of(space));
    }
    if (wasMountPoint && !space.mountPoint()) {
      return new Inspection(
          SlotState.MISSING,
          String.format(
              "Nothing is mounted at %s, where a file system with a drive was; mount it.", path),
          Optional.empty(),
          Optional.of(space));
    }
    // Not probed by writing: whoever is just removing a drive must not find something new in it.
    return new Inspection(
        SlotState.EMPTY,
        String.format("The directory %s is empty and can become a drive.", path),
        Optional.empty(),
        Optional.of(space));
  }

  /** Something in the directory that an interrupted formatting cannot have left, if there is. */
  private static Optional<String> content(DriveFiles files) throws IOException {
    for (String name : files.list("")) {
      if (!OWN_DIRECTORIES.contains(name) && !name.equals(LOST_AND_FOUND)) {
        return Optional.of("'" + name + "' in it");
      }
    }
    if (!files.list(DriveLayout.TMP).stream().allMatch(DriveLayout::isTemporary)) {
      return Optional.of("files of something else in " + DriveLayout.TMP);
    }
    if (!files.list(DriveLayout.TOMBSTONES).isEmpty()) {
      return Optional.of("tombstones in it");
    }
    List<String> known = DriveLayout.blockDirectories();
    Set<String> unknown = new HashSet<>(files.list(DriveLayout.BLOCKS));
    for (String directory : known) {
      if (unknown.remove(directory.substring(DriveLayout.BLOCKS.length() + 1))
          && !files.list(directory).isEmpty()) {
        return Optional.of("blocks in it");
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("files of something else in " + DriveLayout.BLOCKS);
  }

  /** Writes and deletes a small file; returns what went wrong, apart from a lack of room. */
  private static Optional<IOException> probe(DriveFiles files) {
    String name = DriveLayout.TMP + '/' + DriveLayout.PROBE;
    try {
      try {
        touch(files, name);
      } catch (NoSuchFileException e) {
        files.createDirectory(DriveLayout.TMP);
        touch(files, name);
      }
    } catch (IOException e) {
      if (!IoErrors.isNoRoom(e)) {
        return Optional.of(e);
      }
    }
    try {
      files.delete(name);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static void touch(DriveFiles files, String name) throws IOException {
    try (DriveFiles.Output output = files.create(name)) {
      output.write(ByteBuffer.wrap(new byte[] {1}));
    }
  }

  private static Inspection unreachable(
      String path,
      IOException error,
      Optional<DriveIdentity> identity,
      Optional<DriveFiles.Space> space) {
    if (IoErrors.isAbsent(error)) {
      return new Inspection(
          SlotState.MISSING,
          String.format("There is no directory at %s; bring the drive back.", path),
          Optional.empty(),
          Optional.empty());
    }
    String sentence =
        IoErrors.isReadOnly(error)
            ? "The drive at %s is read-only; check the disk, then mount it for writing."
            : "The drive at %s does not work: %s; check the disk, or replace it.";
    return new Inspection(
        SlotState.DEAD, String.format(sentence, path, IoErrors.describe(error)), identity, space);
  }
}
