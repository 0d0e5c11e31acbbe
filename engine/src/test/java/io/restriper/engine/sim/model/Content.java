package io.restriper.engine.sim.model;

import java.util.Arrays;
import java.util.Random;

/**
 * What a file may hold.
 *
 * @param id of the write that it came with; 0 if there is no file
 * @param bytes of the file
 */
public record Content(int id, byte[] bytes) {
  /** There is no file. */
  public static final Content ABSENT = new Content(0, new byte[0]);

  /** The content of a write. */
  public static Content of(int id, int size) {
    byte[] bytes = new byte[size];
    new Random(id).nextBytes(bytes);
    return new Content(id, bytes);
  }

  /** Whether these bytes are it. */
  public boolean is(byte[] found) {
    return this != ABSENT && Arrays.equals(bytes, found);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content content && content.id == id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return id == 0 ? "no file" : "write " + id + " of " + bytes.length + " bytes";
  }
}
