/**
 * Everything that can go wrong with a call, under {@link
 * io.restriper.client.error.RestriperException}.
 */
package io.restriper.client.error;
