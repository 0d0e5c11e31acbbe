/** Waiting until the restriper has finished. */
package io.restriper.cli.wait;
