package io.restriper.engine.facts;

/**
 * A slot and the drive in it.
 *
 * @param node the node it is in
 * @param slot its number within the node, from 1
 * @param state see {@link SlotState}
 * @param detail one sentence for a person on why the state is not healthy; empty if it is
 * @param path the directory
 * @param media what the drive is made of, as the operating system tells; unknown if it cannot
 * @param model the model of the disk below the directory; empty if not known
 * @param serial its serial number; empty if not known
 * @param capacity bytes that the drive can hold for us: its share of the file system that it is on,
 *     if several drives are on one; 0 if there is no drive
 * @param used bytes that its blocks take
 * @param free bytes that can still be written
 * @param rawCapacity bytes of the file system that the drive is on; 0 if there is no drive
 */
public record SlotFacts(
    int node,
    int slot,
    SlotState state,
    String detail,
    String path,
    MediaType media,
    String model,
    String serial,
    long capacity,
    long used,
    long free,
    long rawCapacity) {

  /** Where the drive sits: {@code node:slot}. */
  public String id() {
    return node + ":" + slot;
  }
}
