package io.restriper.engine.event;

import java.time.Instant;

/**
 * An event, as it is recorded.
 *
 * @param id its place in the log
 * @param at when it was recorded, wall-clock time
 * @param what has happened
 */
public record RestriperEvent(EventId id, Instant at, Happening what) {}
