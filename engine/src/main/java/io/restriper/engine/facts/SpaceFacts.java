package io.restriper.engine.facts;

/**
 * Space as a user of the volume sees it, in bytes; parity is taken off at the rate of the encoding.
 *
 * @param blockSize of a full block
 * @param total what the healthy drives could hold
 * @param free what can still be written
 */
public record SpaceFacts(int blockSize, long total, long free) {}
