/** What a server takes on at most, so that no client can bring it down or hold up the others. */
package io.restriper.server.limit;
