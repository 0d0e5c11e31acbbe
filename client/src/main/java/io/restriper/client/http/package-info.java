/** Requests over the JDK's HTTP client. For the client itself, not for programs that use it. */
package io.restriper.client.http;
