/**
 * Compares a jar that programs stand on with the one of the last release: what was compiled with
 * the older one must compile and run with the newer, unless its version says otherwise.
 */
package io.restriper.gate.jars;
