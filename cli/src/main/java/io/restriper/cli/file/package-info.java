/** Files in and out. */
package io.restriper.cli.file;
