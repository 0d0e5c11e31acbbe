/** What every command needs: how it is connected, how it shows things, and how it fails. */
package io.restriper.cli.base;
