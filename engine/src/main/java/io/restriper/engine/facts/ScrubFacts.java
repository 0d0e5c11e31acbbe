package io.restriper.engine.facts;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the scrub of a drive is, as it was recorded within the last minute or so.
 *
 * @param started when the pass began that is going on, wall-clock time
 * @param finished when the pass before it ended; empty if none has yet
 */
public record ScrubFacts(Instant started, Optional<Instant> finished) {}
