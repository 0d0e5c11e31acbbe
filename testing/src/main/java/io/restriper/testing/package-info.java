/**
 * Tests against a real Restriper server: {@link io.restriper.testing.RestriperExtension} starts one
 * over temporary directories, and {@link io.restriper.testing.TestServer} brings it into the
 * conditions that a test is about.
 */
package io.restriper.testing;
