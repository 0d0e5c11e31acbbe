/**
 * What the server tells a monitoring system: figures of the volume, of its requests and of the JVM.
 */
package io.restriper.server.metrics;
