package io.restriper.engine.work;

/**
 * What is at risk, at one instant.
 *
 * @param generation goes up whenever something happened that a run may have to act on: a drive lost
 *     or back, a block found lost or corrupt, room that came free; 0 if nothing ever did
 * @param dataAtRisk whether any stripe has fewer healthy blocks than its encoding says, or whether
 *     that cannot be known
 * @param trigger what made the generation go up last, in words for a person; empty if nothing did
 */
public record Risk(long generation, boolean dataAtRisk, String trigger) {}
