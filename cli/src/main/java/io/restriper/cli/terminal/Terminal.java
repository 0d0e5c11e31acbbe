package io.restriper.cli.terminal;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * Where a command reads from and writes to.
 *
 * @param in bytes that are given to the command
 * @param bytes where the bytes of files go; shares its end with {@code out}
 * @param out what the command has to say
 * @param err failures, remarks and progress
 * @param outIsTerminal whether a person sees {@code out} at once
 * @param errIsTerminal whether a person sees {@code err} at once
 * @param width characters of a line
 * @param unicode whether more than ASCII can be shown
 */
public record Terminal(
    InputStream in,
    OutputStream bytes,
    PrintWriter out,
    PrintWriter err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int width,
    boolean unicode) {}
