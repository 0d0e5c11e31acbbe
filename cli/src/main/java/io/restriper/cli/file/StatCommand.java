package io.restriper.cli.file;

import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import io.restriper.client.view.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells all that is known about files. */
@Command(name = "stat", description = "Tells all that is known about files and directories.")
public final class StatCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "REMOTE", description = "files on the server")
  private List<String> remotes;

  /** The command of a session. */
  public StatCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> paths = remotes.stream().map(Remote::path).toList();
    List<FileEntry> entries = new ArrayList<>();
    Batch batch = new Batch(session);
    try (RestriperClient client = session.connect()) {
      for (String path : paths) {
        batch.attempt(path, () -> entries.add(client.attributes(path)));
      }
    }
    if (!entries.isEmpty()) {
      session.show(new StatView(entries, session.clock()));
    }
    return batch.exitCode();
  }
}
