package io.restriper.cli.file;

import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import io.restriper.client.view.FileEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists a directory. */
@Command(name = "ls", description = "Lists a directory on the server.")
public final class LsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "REMOTE",
      description = "the directory, or a file; default /")
  private String remote = "/";

  /** The command of a session. */
  public LsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String path = Remote.path(remote);
    try (RestriperClient client = session.connect()) {
      FileEntry entry = client.attributes(path);
      List<FileEntry> entries = Remote.isFile(entry) ? List.of(entry) : client.list(path).toList();
      session.show(new EntriesView(entries, session.clock()));
      return ExitCodes.OK;
    }
  }
}
