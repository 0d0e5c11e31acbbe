package io.restriper.engine.report;

/**
 * How many runs have ended since the start of the process.
 *
 * @param done runs that left nothing undone
 * @param blocked runs that left work undone
 */
public record RunCounts(long done, long blocked) {}
