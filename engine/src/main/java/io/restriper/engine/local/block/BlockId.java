package io.restriper.engine.local.block;

/**
 * Names a block: its file version, its stripe in the file, its place in the stripe.
 *
 * @param version of the file; unique in the cluster
 * @param stripe 0 or more
 * @param index 0 to k+m-1; the first k are data
 */
public record BlockId(long version, long stripe, int index) {}
