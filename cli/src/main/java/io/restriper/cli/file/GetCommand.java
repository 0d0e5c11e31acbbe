package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.Session;
import io.restriper.client.RestriperClient;
import io.restriper.client.view.FileEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gets files from the server. */
@Command(
    name = "get",
    description = {
      "Gets files from the server. A local file is replaced when all bytes of the new",
      "one are there. What an earlier attempt left unfinished is gone on with, unless",
      "the file has changed on the server."
    })
public final class GetCommand implements Callable<Integer> {
  private final Session session;
  private Batch batch;
  private Download download;

  @Option(
      names = {"-r", "--recursive"},
      description = "get directories with all that is in them")
  private boolean recursive;

  @Parameters(
      arity = "1..*",
      hideParamSyntax = true,
      paramLabel = "REMOTE... [LOCAL]",
      description =
          "files on the server; and where to put them, - for the standard output, default is the"
              + " current directory")
  private List<String> places;

  /** The command of a session. */
  public GetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean here = places.size() == 1;
    String local = here ? "." : places.get(places.size() - 1);
    List<String> sources =
        (here ? places : places.subList(0, places.size() - 1)).stream().map(Remote::path).toList();
    boolean into = local.endsWith("/") || sources.size() > 1 || Files.isDirectory(Path.of(local));
    batch = new Batch(session);
    try (RestriperClient client = session.connect()) {
      download = new Download(client, session.ticker(), new Progress(session));
      for (String source : sources) {
        batch.attempt(
            source,
            () -> {
              if (local.equals("-")) {
                download.run(source, new StreamSink(session.terminal().bytes()));
              } else {
                get(client, source, into ? child(Path.of(local), source) : Path.of(local));
              }
            });
      }
    }
    return batch.exitCode();
  }

  private static Path child(Path directory, String source) {
    return source.equals("/") ? directory : directory.resolve(checked(Remote.name(source)));
  }

  /** A name that a server gives, which must not lead out of the directory that it is put in. */
  private static String checked(String name) {
    boolean strange =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.contains("/")
            || name.contains("\\")
            || name.contains("\0");
    if (strange) {
      throw CliException.failed(
          "The server calls it '" + name + "', which is no name for a local file.");
    }
    return name;
  }

  private void get(RestriperClient client, String source, Path target)
      throws IOException, InterruptedException {
    if (recursive && Remote.isDirectory(client.attributes(source))) {
      getDirectory(client, source, target);
    } else {
      getFile(client, source, target);
    }
  }

  private void getDirectory(RestriperClient client, String source, Path target)
      throws IOException, InterruptedException {
    Files.createDirectories(target);
    List<FileEntry> entries = client.list(source).toList();
    for (FileEntry entry : entries) {
      String path = Remote.in(source, entry.name());
      batch.attempt(
          path,
          () -> {
            Path place = place(target, entry.name());
            if (Remote.isDirectory(entry)) {
              getDirectory(client, path, place);
            } else if (Remote.isFile(entry)) {
              getFile(client, path, place);
            } else {
              throw CliException.failed(
                  "It is of a kind that this program does not know (" + entry.type().text() + ").");
            }
          });
    }
  }

  private static Path place(Path directory, String name) {
    try {
      return directory.resolve(checked(name));
    } catch (InvalidPathException e) {
      throw CliException.failed("Its name cannot be that of a local file.");
    }
  }

  private void getFile(RestriperClient client, String source, Path target)
      throws IOException, InterruptedException {
    if (Files.isDirectory(target)) {
      throw CliException.failed("The local " + target + " is a directory.");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      try (OutputStream out = Files.newOutputStream(target)) {
        download.run(source, new StreamSink(out));
      }
      return;
    }
    try (Sink sink = new PartSink(target, session.endpoint() + source)) {
      download.run(source, sink);
    }
  }
}
