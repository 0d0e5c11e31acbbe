package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.Format;
import io.restriper.cli.base.Session;
import io.restriper.client.FileSource;
import io.restriper.client.RestriperClient;
import io.restriper.client.view.FileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts local files on the server. */
@Command(
    name = "put",
    description = {
      "Puts local files on the server. A file that is there is replaced as a whole,",
      "when all bytes of the new one are safe."
    })
public final class PutCommand implements Callable<Integer> {
  private final Session session;
  private final List<FileEntry> written = new ArrayList<>();
  private Batch batch;
  private Progress progress;

  @Option(
      names = {"-r", "--recursive"},
      description = "put directories with all that is in them")
  private boolean recursive;

  @Parameters(
      arity = "2..*",
      hideParamSyntax = true,
      paramLabel = "LOCAL... REMOTE",
      description = "local files, - for the standard input; and where to put them on the server")
  private List<String> places;

  /** The command of a session. */
  public PutCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> sources = places.subList(0, places.size() - 1);
    String given = places.get(places.size() - 1);
    String remote = Remote.path(given);
    batch = new Batch(session);
    try (RestriperClient client = session.connect()) {
      progress = new Progress(session);
      boolean directory = given.endsWith("/") || sources.size() > 1 || isDirectory(client, remote);
      for (String source : sources) {
        if (source.equals("-")) {
          if (directory) {
            throw CliException.usage(
                "The standard input has no name, so REMOTE is that of a file, not of a directory.");
          }
          putStream(client, remote);
        } else {
          batch.attempt(source, () -> put(client, Path.of(source), remote, directory));
        }
      }
    }
    if (session.format() != Format.TEXT) {
      session.show(new EntriesView(written, session.clock()));
    }
    return batch.exitCode();
  }

  private static boolean isDirectory(RestriperClient client, String remote) {
    return Remote.find(client, remote).map(Remote::isDirectory).orElse(false);
  }

  private void putStream(RestriperClient client, String remote) {
    progress.begin(remote, OptionalLong.empty(), 0);
    try {
      CountedStream in = new CountedStream(session.terminal().in(), progress);
      written.add(client.put(remote, FileSource.once(in)));
    } finally {
      progress.end();
    }
  }

  private void put(RestriperClient client, Path local, String remote, boolean into)
      throws IOException, InterruptedException {
    Path name = local.toAbsolutePath().normalize().getFileName();
    String target = into && name != null ? Remote.in(remote, name.toString()) : remote;
    if (!Files.isDirectory(local)) {
      putFile(client, local, target);
      return;
    }
    if (!recursive) {
      throw CliException.failed("It is a directory; -r puts it with all that is in it.");
    }
    for (Path file : filesBelow(local)) {
      String relative = local.relativize(file).toString().replace('\\', '/');
      batch.attempt(file.toString(), () -> putFile(client, file, Remote.in(target, relative)));
    }
  }

  private static List<Path> filesBelow(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(file -> !Files.isDirectory(file)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void putFile(RestriperClient client, Path local, String target) throws IOException {
    if (Files.exists(local) && !Files.isRegularFile(local)) {
      throw CliException.failed("It is no regular file; - puts what comes from a pipe.");
    }
    long size = Files.size(local);
    FileSource source =
        FileSource.reopening(
            () -> {
              progress.begin(local.toString(), OptionalLong.of(size), 0);
              return new CountedStream(Files.newInputStream(local), progress);
            },
            size);
    try {
      written.add(client.put(target, source));
    } finally {
      progress.end();
    }
  }
}
