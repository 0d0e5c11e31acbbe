/** The answer that is asked for most, told without the way through all resources. */
package io.restriper.server.status;
