/**
 * What to send, read from the generated interfaces. For the client itself, not for programs that
 * use it.
 */
package io.restriper.client.call;
