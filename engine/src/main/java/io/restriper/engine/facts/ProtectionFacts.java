package io.restriper.engine.facts;

import io.restriper.engine.coding.Encoding;
import java.util.Optional;

/**
 * What the volume can sustain.
 *
 * @param encoding the encoding of every stripe, apart from those that await a change
 * @param maxNodeFailures node failures that the encoding bears over the configured nodes
 * @param maxDriveFailures drive failures that the encoding bears
 * @param remainingNodeFailures node failures that it can bear as the stripes are; 0 if not known
 * @param remainingDriveFailures drive failures that it can bear as the stripes are; 0 if not known
 * @param pending the change of encoding that is under way
 */
public record ProtectionFacts(
    Encoding encoding,
    int maxNodeFailures,
    int maxDriveFailures,
    int remainingNodeFailures,
    int remainingDriveFailures,
    Optional<Pending> pending) {

  /** The encoding that the volume is being changed to, and what it will bear. */
  public record Pending(Encoding encoding, int maxNodeFailures, int maxDriveFailures) {}
}
