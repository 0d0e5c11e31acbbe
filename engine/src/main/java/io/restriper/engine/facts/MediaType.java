package io.restriper.engine.facts;

/** What a drive is made of, as far as the operating system tells. */
public enum MediaType {
  /** Nothing is known. */
  UNKNOWN,
  /** Solid state. */
  SSD,
  /** Rotating disks. */
  HDD
}
