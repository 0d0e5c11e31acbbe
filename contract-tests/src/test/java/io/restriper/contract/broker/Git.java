package io.restriper.contract.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What git knows of a source tree.
 *
 * @param commit the commit that is checked out, in full; empty in a source archive
 * @param branch the branch that is checked out; empty if none is, as in most CI systems
 */
record Git(Optional<String> commit, Optional<String> branch) {

  /** Asks git, which need not be there. */
  static Git of(Path sourceTree) {
    return new Git(
        ask(sourceTree, "rev-parse", "--verify", "HEAD"),
        ask(sourceTree, "symbolic-ref", "--short", "HEAD"));
  }

  private static Optional<String> ask(Path sourceTree, String... question) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(question));
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(sourceTree.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 && !answer.isEmpty() ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      // There is no git, as with a source archive: then the environment has to tell.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while git was asked.", e);
    }
  }
}
