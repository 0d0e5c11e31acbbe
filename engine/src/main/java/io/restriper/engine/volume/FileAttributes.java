package io.restriper.engine.volume;

import java.time.Instant;

/**
 * What is known about a file or directory.
 *
 * @param path its absolute path
 * @param id stays the same while the file is replaced by new bytes
 * @param directory whether it is a directory
 * @param size in bytes; 0 for a directory
 * @param created when it came into being
 * @param modified when its bytes were last replaced; for a directory, when a child came or went
 * @param childCount the children of a directory; 0 for a file
 * @param blockBytes bytes that its blocks take on the drives, headers not counted; 0 for a
 *     directory
 * @param dataBytes the part of {@code blockBytes} that is data and not parity
 * @param tag identifies the file's bytes: another version has another tag
 */
public record FileAttributes(
    VolumePath path,
    long id,
    boolean directory,
    long size,
    Instant created,
    Instant modified,
    long childCount,
    long blockBytes,
    long dataBytes,
    String tag) {}
