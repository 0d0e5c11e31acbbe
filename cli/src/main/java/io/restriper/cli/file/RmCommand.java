package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.view.FileEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes files. */
@Command(
    name = "rm",
    description = "Deletes files, and directories that have no entries, on the server.")
public final class RmCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-r", "--recursive"},
      description = "delete directories with all that is in them")
  private boolean recursive;

  @Option(
      names = {"-f", "--force"},
      description = "what does not exist is no failure")
  private boolean force;

  @Parameters(arity = "1..*", paramLabel = "REMOTE", description = "files on the server")
  private List<String> remotes;

  /** The command of a session. */
  public RmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> paths = remotes.stream().map(Remote::path).toList();
    if (paths.contains("/")) {
      throw CliException.usage("The root cannot be deleted; name what is in it.");
    }
    Batch batch = new Batch(session);
    try (RestriperClient client = session.connect()) {
      for (String path : paths) {
        batch.attempt(path, () -> remove(client, path));
      }
    }
    return batch.exitCode();
  }

  private void remove(RestriperClient client, String path) {
    try {
      if (recursive && Remote.isDirectory(client.attributes(path))) {
        removeDirectory(client, path);
      } else {
        client.delete(path);
      }
    } catch (RestriperApiException e) {
      if (!force || !Remote.isMissing(e)) {
        throw e;
      }
    }
  }

  private static void removeDirectory(RestriperClient client, String path) {
    List<FileEntry> entries = client.list(path).toList();
    for (FileEntry entry : entries) {
      String child = Remote.in(path, entry.name());
      if (Remote.isDirectory(entry)) {
        removeDirectory(client, child);
      } else {
        client.delete(child);
      }
    }
    if (Remote.find(client, path).isPresent()) {
      client.delete(path);
    }
  }
}
