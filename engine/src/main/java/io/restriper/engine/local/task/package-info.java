/** The tasks of runs: one stripe each, done so that a crash at any instant loses nothing. */
package io.restriper.engine.local.task;
