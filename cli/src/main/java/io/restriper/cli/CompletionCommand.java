package io.restriper.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and flags. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes commands and flags in bash and zsh:",
      "  source <(restriper completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("restriper", spec.parent().commandLine());
    spec.commandLine().getOut().print(script);
    return 0;
  }
}
