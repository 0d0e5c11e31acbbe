package io.restriper.engine.local.plan;

import io.restriper.engine.coding.Encoding;

/**
 * A stripe of a new encoding that is to be made.
 *
 * @param id in the work set
 * @param source the version that it is made from
 * @param size of the file, in bytes
 * @param stripe its index in the new version
 * @param encoding that the new version is to have
 */
public record Recode(long id, long source, long size, long stripe, Encoding encoding) {}
