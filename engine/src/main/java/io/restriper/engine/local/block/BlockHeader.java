package io.restriper.engine.local.block;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.volume.VolumePath;
import java.util.UUID;

/**
 * What a block file says about itself.
 *
 * @param cluster that it belongs to
 * @param path of the file
 * @param fileId of the file; stays the same when the file's bytes are replaced
 * @param block which block it is
 * @param encoding of the stripe
 * @param created of the file, in milliseconds since the epoch
 * @param modified of this file version, in milliseconds since the epoch; also the modification time
 *     of the block file
 * @param stripeOffset where the stripe begins in the file, in bytes
 * @param stripeLength bytes of the file in the stripe
 * @param blockLength bytes of payload in each block of the stripe
 * @param last whether it is the last stripe of the file, so that stripeOffset + stripeLength is the
 *     size of the file
 */
public record BlockHeader(
    UUID cluster,
    VolumePath path,
    long fileId,
    BlockId block,
    Encoding encoding,
    long created,
    long modified,
    long stripeOffset,
    long stripeLength,
    int blockLength,
    boolean last) {}
