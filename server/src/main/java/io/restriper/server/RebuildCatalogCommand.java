package io.restriper.server;

import io.restriper.engine.CatalogRebuild;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.setup.RebuildReport;
import io.restriper.server.config.ConfigException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Rebuilds a lost catalog from the drives. */
@Command(
    name = "rebuild-catalog",
    description = {
      "Rebuilds a lost catalog from what the drives say, and exits.",
      "Give the same settings as for the server, which must not be running."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RebuildCatalogCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Override
  public Integer call() throws ConfigException, EngineStartException {
    RebuildReport report = CatalogRebuild.run(main.settings().engine());
    PrintStream out = main.out();
    out.printf(
        "The catalog is rebuilt: %d files, %d stripes; %d blocks were left out.%n",
        report.files(), report.stripes(), report.skippedBlocks());
    report.notes().forEach(out::println);
    return 0;
  }
}
