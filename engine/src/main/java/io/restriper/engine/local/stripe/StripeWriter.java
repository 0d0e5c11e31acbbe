package io.restriper.engine.local.stripe;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.local.block.BlockHeader;
import io.restriper.engine.local.block.BlockId;
import io.restriper.engine.local.block.BlockNames;
import io.restriper.engine.local.block.BlockWriter;
import io.restriper.engine.local.catalog.StripeRecord;
import io.restriper.engine.local.catalog.VersionRecord;
import io.restriper.engine.local.drive.DriveFiles;
import io.restriper.engine.local.drive.IoErrors;
import io.restriper.engine.local.pool.BlockClaims;
import io.restriper.engine.local.pool.DrivePool;
import io.restriper.engine.local.pool.Placement;
import io.restriper.engine.local.pool.Placement.Target;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Writes the blocks of a stripe to as many drives at the same time. A drive that fails is replaced
 * by another one; if there is none, the stripe is written short, as long as k+1 blocks are stored.
 * Thread-safe.
 */
public final class StripeWriter {
  private final UUID cluster;
  private final DrivePool pool;
  private final Placement placement;
  private final BlockClaims claims;
  private final Trouble trouble;
  private final Supplier<Random> random;

  /**
   * @param random decides which block goes to which of the drives that were chosen
   */
  public StripeWriter(
      UUID cluster,
      DrivePool pool,
      Placement placement,
      BlockClaims claims,
      Trouble trouble,
      Supplier<Random> random) {
    this.cluster = cluster;
    this.pool = pool;
    this.placement = placement;
    this.claims = claims;
    this.trouble = trouble;
    this.random = random;
  }

  /**
   * What a stripe to be written is.
   *
   * @param version that it belongs to
   * @param index in the file
   * @param offset in the file, in bytes
   * @param length bytes of the file in it
   * @param blockLength bytes of payload in each block
   * @param last whether the file ends with it
   */
  public record Shape(
      VersionRecord version, long index, long offset, long length, int blockLength, boolean last) {

    BlockHeader header(UUID cluster, int block) {
      return new BlockHeader(
          cluster,
          version.path(),
          version.fileId(),
          new BlockId(version.version(), index, block),
          version.encoding(),
          version.created(),
          version.modified(),
          offset,
          length,
          blockLength,
          last);
    }
  }

  /**
   * A stripe whose blocks are durable, but not yet all of their names.
   *
   * @param directories to be synced before the stripe is relied on, none if it is alone
   * @param claims on the block files, if they were asked for
   */
  public record Written(
      StripeRecord stripe, Set<Durable.Directory> directories, List<BlockClaims.Claim> claims)
      implements AutoCloseable {

    /** Gives up the claims on the block files. */
    @Override
    public void close() {
      claims.forEach(BlockClaims.Claim::close);
    }
  }

  /**
   * Starts to write a stripe.
   *
   * @param blocks all k+m, as long as the shape says; not to be changed until the future is done
   * @return fails with {@link VolumeException} if fewer than k+1 blocks could be stored
   */
  public CompletableFuture<Written> write(Shape shape, byte[][] blocks) {
    return write(shape, blocks, false);
  }

  /**
   * The same for a version that an earlier process may have begun: the block files are claimed, so
   * that they are not taken for what that process left behind. Who gets the stripe closes it when
   * it is recorded.
   */
  public CompletableFuture<Written> writeClaimed(Shape shape, byte[][] blocks) {
    return write(shape, blocks, true);
  }

  private CompletableFuture<Written> write(Shape shape, byte[][] blocks, boolean claimed) {
    Encoding encoding = shape.version.encoding();
    List<Target> targets =
        new ArrayList<>(
            placement.choose(blocks.length, shape.blockLength, encoding.parityBlocks(), Set.of()));
    if (targets.size() <= encoding.dataBlocks()) {
      return CompletableFuture.failedFuture(tooFew(encoding, shape.blockLength));
    }
    Collections.shuffle(targets, random.get());
    Attempt attempt = new Attempt(shape, blocks, targets, claimed);
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    for (int block = 0; block < targets.size(); block++) {
      parts.add(attempt.store(block, targets.get(block)));
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(done -> attempt.result());
  }

  /**
   * Starts to remove the blocks of a stripe that was written and will not be recorded; what stays,
   * because its drive is away, is swept later.
   *
   * @return done when that was tried; fails if some of it failed
   */
  public CompletableFuture<Void> withdraw(StripeRecord stripe) {
    List<CompletableFuture<Void>> removals = new ArrayList<>();
    for (int block = 0; block < stripe.placements().size(); block++) {
      BlockId id = new BlockId(stripe.version(), stripe.index(), block);
      pool.usable(stripe.placements().get(block).drive())
          .ifPresent(
              slot ->
                  removals.add(
                      slot.submit(
                          () -> {
                            slot.files().delete(BlockNames.path(id));
                            return null;
                          })));
    }
    return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new));
  }

  private VolumeException tooFew(Encoding encoding, int blockLength) {
    int need = encoding.dataBlocks() + 1;
    Placement.Choice choice = placement.choice(blockLength);
    if (choice.lacksRoomFor(need)) {
      return new VolumeException(
          Problem.NO_ROOM,
          "There is no room: "
              + need
              + " drives with room are needed and "
              + choice.roomy()
              + " of the "
              + choice.drives()
              + " healthy ones have it. Delete files or add drives.");
    }
    return tooFewWorking(encoding, "there are " + choice.drives());
  }

  private static VolumeException tooFewWorking(Encoding encoding, String howMany) {
    return new VolumeException(
        Problem.TOO_FEW_DRIVES,
        "Too few drives are healthy to keep new data safe: "
            + (encoding.dataBlocks() + 1)
            + " are needed for the encoding "
            + encoding
            + " and "
            + howMany
            + ". Put back or replace drives, then try again.");
  }

  /** One stripe on its way. */
  private final class Attempt {
    private final Shape shape;
    private final byte[][] blocks;
    private final StripeRecord.Placement[] places;
    private final Set<Integer> tried = new HashSet<>();
    private final Set<Durable.Directory> directories = new LinkedHashSet<>();
    private final List<BlockClaims.Claim> held = new ArrayList<>();
    private final boolean claimed;
    private boolean noRoom;

    Attempt(Shape shape, byte[][] blocks, List<Target> targets, boolean claimed) {
      this.claimed = claimed;
      this.shape = shape;
      this.blocks = blocks;
      this.places = new StripeRecord.Placement[blocks.length];
      Arrays.fill(places, StripeRecord.Placement.NOWHERE);
      targets.forEach(target -> tried.add(target.drive()));
    }

    CompletableFuture<Void> store(int block, Target target) {
      if (claimed && !claim(block, target)) {
        return elsewhere(block);
      }
      target.slot().addUsed(shape.blockLength);
      return target
          .slot()
          .submit(() -> write(target.slot().files(), shape.header(cluster, block), blocks[block]))
          .handle(
              (directory, failure) ->
                  failure == null
                      ? stored(block, target, directory)
                      : instead(block, target, Durable.asIo(failure)))
          .thenCompose(next -> next);
    }

    /**
     * The directories of stripes that follow one another are synced once for all of them; that of a
     * stripe on its own at once, which saves waiting for the drives once more.
     *
     * @return the directory that is still to be synced; empty if none is
     */
    private Optional<String> write(DriveFiles files, BlockHeader header, byte[] payload)
        throws IOException {
      String directory = BlockWriter.write(files, header, payload, 0);
      if (shape.index > 0 || !shape.last) {
        return Optional.of(directory);
      }
      try {
        files.syncDirectory(directory);
        return Optional.empty();
      } catch (IOException e) {
        deleteAfter(e, files, header.block());
        throw e;
      }
    }

    private static void deleteAfter(IOException failure, DriveFiles files, BlockId block) {
      try {
        files.delete(BlockNames.path(block));
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }

    private synchronized CompletableFuture<Void> stored(
        int block, Target target, Optional<String> directory) {
      places[block] = new StripeRecord.Placement(target.drive(), false);
      directory.ifPresent(
          name -> directories.add(new Durable.Directory(target.slot(), target.drive(), name)));
      return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<Void> instead(int block, Target target, IOException failure) {
      target.slot().addUsed(-shape.blockLength);
      trouble.drive(target.slot(), failure);
      synchronized (this) {
        noRoom |= IoErrors.isNoRoom(failure);
      }
      return elsewhere(block);
    }

    private boolean claim(int block, Target target) {
      BlockId id = new BlockId(shape.version.version(), shape.index, block);
      Optional<BlockClaims.Claim> claim = claims.claim(target.slot(), id);
      synchronized (this) {
        claim.ifPresent(held::add);
      }
      return claim.isPresent();
    }

    private CompletableFuture<Void> elsewhere(int block) {
      List<Target> others;
      synchronized (this) {
        others =
            placement.choose(1, shape.blockLength, shape.version.encoding().parityBlocks(), tried);
        others.forEach(other -> tried.add(other.drive()));
      }
      return others.isEmpty()
          ? CompletableFuture.completedFuture(null)
          : store(block, others.get(0));
    }

    synchronized Written result() {
      long stored = Arrays.stream(places).filter(place -> !place.lost()).count();
      Encoding encoding = shape.version.encoding();
      if (stored <= encoding.dataBlocks()) {
        // A stripe that is tried again must not lose its blocks to the removal of this attempt's.
        withdraw(record()).whenComplete((x, e) -> held.forEach(BlockClaims.Claim::close));
        throw noRoom
            ? new VolumeException(
                Problem.NO_ROOM,
                "The drives ran out of room while writing. Delete files or add drives.")
            : tooFewWorking(encoding, "a block could be written to " + stored);
      }
      return new Written(record(), Collections.unmodifiableSet(directories), List.copyOf(held));
    }

    private StripeRecord record() {
      return new StripeRecord(
          shape.version.version(),
          shape.index,
          shape.offset,
          shape.length,
          shape.blockLength,
          shape.last,
          0,
          List.of(places));
    }
  }
}
