package io.restriper.engine.local.catalog;

import io.restriper.engine.coding.Encoding;

/**
 * A file or a directory.
 *
 * @param id of the file or directory
 * @param name in its directory; empty for the root
 * @param directory whether it is a directory; the fields from version on are 0 and null then
 * @param created in milliseconds since the epoch
 * @param modified in milliseconds since the epoch
 * @param childCount children of a directory
 * @param version the current version of a file
 * @param content the version in which these bytes of the file came first: it stays the same when
 *     they are re-encoded
 * @param size in bytes
 * @param encoding of the current version
 * @param blockBytes bytes of payload of all its blocks, parity included
 * @param dataBytes bytes of payload of its data blocks
 * @param stripes how many it has
 */
public record EntryRecord(
    long id,
    String name,
    boolean directory,
    long created,
    long modified,
    long childCount,
    long version,
    long content,
    long size,
    Encoding encoding,
    long blockBytes,
    long dataBytes,
    long stripes) {}
