/** What is spoken on a connection. */
package io.restriper.server.http.protocol;
