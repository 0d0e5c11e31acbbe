package io.restriper.engine.facts;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the upkeep of a volume gets along with its users, and whether they can write.
 *
 * @param paceLimit bytes per second that runs may work on; empty if nothing holds them back
 * @param reads how long users' reads of a stripe took that succeeded
 * @param writes how long users' writes of a stripe took that succeeded
 * @param scrubPeriod in which every block is read and verified once; empty for never
 * @param drivesTaking drives that blocks of new files are written to
 * @param drivesWithRoom those of them that have room for a full block
 * @param drivesNeeded drives without which no file can be written
 */
public record UpkeepFacts(
    OptionalLong paceLimit,
    DurationFacts reads,
    DurationFacts writes,
    Optional<Duration> scrubPeriod,
    int drivesTaking,
    int drivesWithRoom,
    int drivesNeeded) {}
