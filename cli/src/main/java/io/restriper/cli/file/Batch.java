package io.restriper.cli.file;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.ExitCodes;
import io.restriper.cli.base.Session;
import io.restriper.client.error.RestriperApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Something that is done to many files: a file that fails is told, and the others are gone on with.
 */
final class Batch {
  /** Not let in, not allowed, and too many wrong tokens: the same for the next file. */
  private static final Set<Integer> FOR_ALL = Set.of(401, 403, 429);

  /** What is done to one file. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException, InterruptedException;
  }

  private final Session session;
  private boolean failed;

  Batch(Session session) {
    this.session = session;
  }

  /** Does it to one file. What would fail for all files as well ends everything. */
  void attempt(String name, Step step) throws InterruptedException {
    try {
      step.run();
    } catch (RestriperApiException e) {
      if (FOR_ALL.contains(e.status())) {
        throw e;
      }
      fail(name + ": " + e.getMessage());
    } catch (UncheckedIOException e) {
      fail(name + ": " + reason(e.getCause()));
    } catch (IOException e) {
      fail(name + ": " + reason(e));
    } catch (CliException e) {
      if (e.exitCode() != ExitCodes.FAILED) {
        throw e;
      }
      fail(name + ": " + e.getMessage());
    }
  }

  /** Tells of a file that failed. */
  void fail(String sentence) {
    failed = true;
    session.remark(sentence);
  }

  int exitCode() {
    return failed ? ExitCodes.FAILED : ExitCodes.OK;
  }

  /** The JDK often gives just the name of the file for a message. */
  private static String reason(IOException failure) {
    String kind =
        switch (failure.getClass().getSimpleName()) {
          case "NoSuchFileException" -> "there is no such file here";
          case "AccessDeniedException" -> "this user may not do that";
          case "DirectoryNotEmptyException", "FileAlreadyExistsException" ->
              "something else is in its place";
          case "FileSystemLoopException" -> "the links in it lead in a circle";
          default -> "it failed";
        };
    return kind + " (" + failure.getMessage() + ").";
  }
}
