/** The threads of a drive, and the watch over how long the drive takes to answer. */
package io.restriper.engine.local.io;
