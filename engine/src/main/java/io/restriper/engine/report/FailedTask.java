package io.restriper.engine.report;

/**
 * A stripe that is beyond repair.
 *
 * @param file path of the file that it belongs to
 * @param stripe the stripe in words
 * @param message what is wrong, in one sentence
 */
public record FailedTask(String file, String stripe, String message) {}
