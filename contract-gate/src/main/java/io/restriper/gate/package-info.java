/**
 * The gate that a contract passes on its way to a release: it is compared with the last released
 * one, and its version has to say what has become of it.
 */
package io.restriper.gate;
