/**
 * A client of the documented API. Begin with {@link io.restriper.client.RestriperClient}.
 *
 * <p>Programs may rely on this package, {@code io.restriper.client.view}, {@code
 * io.restriper.client.error}, and the enums of {@code io.restriper.model}.
 */
package io.restriper.client;
