package io.restriper.engine.work;

/**
 * The smallest piece of work: one stripe.
 *
 * @param phase the phase that it belongs to
 * @param id what the volume knows it by, unique within a plan
 * @param subject the stripe, in words for a person
 * @param remainingFailures how many more blocks the stripe can lose before it loses data; negative
 *     when it has lost data already
 * @param work what is to be done: the bytes, and one stripe
 */
public record Task(Phase phase, long id, String subject, int remainingFailures, Work work) {}
