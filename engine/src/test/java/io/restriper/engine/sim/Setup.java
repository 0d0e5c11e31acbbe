package io.restriper.engine.sim;

import io.restriper.engine.coding.Encoding;
import java.time.Duration;

/**
 * What a simulation begins with.
 *
 * @param seed of every decision
 * @param drives how many
 * @param encoding of what is written first
 * @param lookInterval how often the engine looks at its drives
 * @param changeOneIn another strand goes on at one in so many steps; 0 for never
 */
record Setup(long seed, int drives, Encoding encoding, Duration lookInterval, int changeOneIn) {}
