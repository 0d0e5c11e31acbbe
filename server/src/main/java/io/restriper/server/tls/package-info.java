/** TLS from PEM files, which can change while the server runs. */
package io.restriper.server.tls;
