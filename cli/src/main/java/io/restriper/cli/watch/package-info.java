/** Watching the restriper live. */
package io.restriper.cli.watch;
