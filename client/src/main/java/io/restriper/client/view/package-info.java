/**
 * What the server tells, as values.
 *
 * <p>A server may be newer than this client. So no value here is taken on trust: what was not sent,
 * has the wrong type, is out of its range, or is a constant that a later release added, shows as
 * unknown ({@link io.restriper.client.read.OpenEnum}, an empty {@code Optional}) and is listed in
 * {@link io.restriper.client.read.Unknowns}. Reading never throws because of it, and no method
 * named {@code isKnownToBe...} says yes on the strength of it. All types are immutable.
 */
package io.restriper.client.view;
