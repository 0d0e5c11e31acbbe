/** What a person sees: text in columns, colours, bars and units; and the terminal that shows it. */
package io.restriper.cli.terminal;
