/** What files that a running server follows have in common. */
package io.restriper.server.watch;
