package io.restriper.cli.wait;

import java.time.Duration;

/**
 * How long {@code wait} waits for what.
 *
 * @param timeout for all of it; zero looks once
 * @param interval between two looks
 * @param settle for a run to begin, after the restriper has finished and data is at risk
 * @param unreachable for a server that cannot be reached
 */
record Patience(Duration timeout, Duration interval, Duration settle, Duration unreachable) {}
