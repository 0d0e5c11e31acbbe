package io.restriper.contract.matrix;

import io.restriper.contract.matrix.Matrix.Row;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Brings clients and servers together. */
final class Verification {
  /** Versions of what this build makes. */
  private final String current;

  Verification(String current) {
    this.current = current;
  }

  /** Today's classes, as those of a client. */
  static String today() {
    return System.getProperty("java.class.path");
  }

  /** A client with a server of this build. */
  Row calls(String client, String classPath, URI server) throws IOException, InterruptedException {
    DriverRun run = DriverRun.of(classPath, server);
    return new Row(
        client,
        current,
        "all calls, each side in a process of its own",
        run.succeeded(),
        run.succeeded() ? "" : "The driver ended with " + run.exitCode() + ": " + run.errors());
  }

  /** The client of this build with a server that was recorded. */
  Row replay(String server, Recording recording) throws IOException, InterruptedException {
    String how = "all calls, against what that server answered when it was released";
    try (RecordedServer recorded = RecordedServer.start(recording)) {
      DriverRun run = DriverRun.of(today(), recorded.uri());
      String detail =
          run.succeeded()
              ? difference(recording.lines(), run.lines())
              : "The driver ended with " + run.exitCode() + ": " + run.errors();
      // A call that is younger than the server is answered as such a server would: not at all.
      return new Row(current, server, how, detail.isEmpty(), detail);
    }
  }

  /** What the client of then was told and that of today is not; empty if there is nothing. */
  static String difference(List<String> then, List<String> today) {
    List<String> missing = new ArrayList<>(then);
    today.forEach(missing::remove);
    return missing.isEmpty()
        ? ""
        : missing.size() + " lines are not told any more, such as: " + missing.get(0);
  }

  /** What was found when a client's pact was verified with the server of this build. */
  Row pact(Release release, PactResult result) throws IOException {
    int expected = PactResult.interactions(release.pact());
    boolean all = result.failed() == 0 && result.verified() == expected;
    return new Row(
        release.version(),
        current,
        "its pact of " + expected + " interactions",
        all,
        all
            ? ""
            : result.verified()
                + " of "
                + expected
                + " interactions hold, "
                + result.failed()
                + " fail");
  }
}
