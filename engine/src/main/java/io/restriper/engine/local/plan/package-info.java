/** The work of runs: which stripes, in which order, kept in temporary tables. */
package io.restriper.engine.local.plan;
