/** The runs of the restriper, from the engine's words into those of the wire. */
package io.restriper.server.runs;
