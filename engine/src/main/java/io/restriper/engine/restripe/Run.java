package io.restriper.engine.restripe;

import java.time.Instant;
import java.util.Optional;

/**
 * One pass of the restriper, as it is recorded.
 *
 * @param id 1 for the first run of a volume, then one more each
 * @param trigger what made it start, in words for a person
 * @param state RUNNING or FINISHED
 * @param startedAt wall-clock time
 * @param finishedAt present if FINISHED
 * @param blockedReason why it could not do all its work; empty if it could, or while RUNNING
 */
public record Run(
    long id,
    String trigger,
    RunState state,
    Instant startedAt,
    Optional<Instant> finishedAt,
    String blockedReason) {}
