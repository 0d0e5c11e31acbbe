/**
 * What the runs of the restriper tell about themselves. As in {@code io.restriper.client.view},
 * what is not understood is kept as unknown and never reads as "all is well". All types are
 * immutable.
 */
package io.restriper.client.run;
