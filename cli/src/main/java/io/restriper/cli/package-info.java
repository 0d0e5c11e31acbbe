/** The command line {@code restriper}. */
package io.restriper.cli;
