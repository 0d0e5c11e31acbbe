package io.restriper.benchmarks.scale;

import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.DriveLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A drive whose block files need not be there: it answers for those of its {@link Shape} by the
 * formula, name, size, time and bytes, until they are deleted. Whatever else is asked of it goes to
 * a real drive. Thread-safe.
 */
final class MadeDrive implements DriveFiles {
  private static final int NEIGHBOURS = 256;
  private static final long ROOM = 1L << 40;

  private final DriveFiles real;
  private final Shape shape;
  private final int drive;
  private final Set<BlockId> deleted = ConcurrentHashMap.newKeySet();
  private volatile boolean lost;
  private volatile long noticed;

  MadeDrive(DriveFiles real, Shape shape, int drive) {
    this.real = real;
    this.shape = shape;
    this.drive = drive;
  }

  /** From here on it is as if its directory were not there. */
  void lose() {
    lost = true;
  }

  /** The tick at which somebody first found it lost; 0 if nobody has. */
  long noticedNanos() {
    return noticed;
  }

  private void here(String name) throws IOException {
    if (lost) {
      if (noticed == 0) {
        noticed = System.nanoTime();
      }
      throw new NoSuchFileException(real + "/" + name);
    }
  }

  private Optional<BlockId> made(String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return BlockNames.parse(name.substring(0, slash), name.substring(slash + 1))
        .filter(block -> shape.isOn(drive, block) && !deleted.contains(block));
  }

  @Override
  public void createDirectory(String directory) throws IOException {
    here(directory);
    real.createDirectory(directory);
  }

  @Override
  public Output create(String name) throws IOException {
    here(name);
    return real.create(name);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    here(from);
    real.rename(from, to);
  }

  @Override
  public void syncDirectory(String directory) throws IOException {
    here(directory);
    real.syncDirectory(directory);
  }

  @Override
  public void delete(String name) throws IOException {
    here(name);
    made(name).ifPresent(deleted::add);
    real.delete(name);
  }

  @Override
  public Input open(String name) throws IOException {
    here(name);
    Optional<BlockId> block = made(name);
    return block.isPresent() ? input(Generator.content(shape, block.get())) : real.open(name);
  }

  private static Input input(ByteBuffer content) {
    return new Input() {
      @Override
      public int read(ByteBuffer target, long position) {
        if (position >= content.capacity()) {
          return -1;
        }
        int length = (int) Math.min(target.remaining(), content.capacity() - position);
        target.put(content.slice((int) position, length));
        return length;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @Override
  public Stat stat(String name) throws IOException {
    here(name);
    return made(name).isPresent()
        ? new Stat(Shape.HEADER_LENGTH + Shape.BLOCK_LENGTH, Shape.TIME)
        : real.stat(name);
  }

  @Override
  public List<String> list(String directory) throws IOException {
    here(directory);
    List<String> names = new ArrayList<>(real.list(directory));
    if (!directory.startsWith(DriveLayout.BLOCKS + '/')) {
      return names;
    }
    for (int file = 0; file < shape.files(); file++) {
      for (int from = 0; from < Shape.STRIPES_PER_FILE; from += NEIGHBOURS) {
        if (BlockNames.directory(new BlockId(Shape.version(file), from, 0)).equals(directory)) {
          addNames(file, from, names);
        }
      }
    }
    return names;
  }

  private void addNames(int file, int from, List<String> names) {
    int end = Math.min(from + NEIGHBOURS, Shape.STRIPES_PER_FILE);
    for (int stripe = from; stripe < end; stripe++) {
      int[] drives = shape.drives(file, stripe);
      for (int index = 0; index < drives.length; index++) {
        BlockId block = new BlockId(Shape.version(file), stripe, index);
        if (drives[index] == drive && !deleted.contains(block)) {
          names.add(BlockNames.fileName(block));
        }
      }
    }
  }

  /** In proportion to what is on the drive, so that nothing calls for levelling. */
  @Override
  public Space space() throws IOException {
    here("");
    long share = shape.stripes() * Shape.ENCODING.totalBlocks() / Shape.DRIVES;
    long room = drive == Shape.SMALL_DRIVE ? ROOM / share * Shape.BLOCKS_OF_SMALL_DRIVE : ROOM;
    return new Space("made-" + drive, room, room, false);
  }
}
