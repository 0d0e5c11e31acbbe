package io.restriper.contract.driver;

import io.restriper.client.FileDownload;
import io.restriper.client.FileSource;
import io.restriper.client.RestriperClient;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.event.EventStream;
import io.restriper.client.run.Run;
import io.restriper.client.view.Slot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A program as a user of the client would write it, that makes each of its calls once and prints
 * what it was told. It uses nothing but the client and the JDK, and is kept with each release,
 * built against the client of that release.
 */
public final class ClientDriver {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BYTES = 60_000;
  private static final int NOT_FOUND = 404;
  private static final int MISMATCH = 412;

  private final RestriperClient client;
  private final Lines lines = new Lines();

  private ClientDriver(RestriperClient client) {
    this.client = client;
  }

  /**
   * Makes all calls.
   *
   * @param arguments the base URI of a server on which a run of the restriper has finished
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    try (RestriperClient client = RestriperClient.builder(URI.create(arguments[0])).build()) {
      for (String line : new ClientDriver(client).drive()) {
        out.println(line);
      }
    }
  }

  private List<String> drive() throws IOException {
    cluster();
    restriper();
    files();
    refusals();
    return lines.all();
  }

  private void cluster() {
    lines.add("version", client.version());
    lines.add("settings", client.settings());
    lines.add("fileSystem", client.fileSystem());
    lines.add("nodes", client.nodes());
    lines.add("protection", client.protection());
    List<Slot> slots = client.slots();
    lines.add("slots", slots);
    lines.add("slot", client.slot(slots.get(0).id()));
  }

  private void restriper() {
    lines.add("awaitFinished", client.awaitFinished(LIMIT));
    lines.add("status", client.status());
    lines.add("legacyStatus", client.legacyStatus());
    List<Run> runs = client.runs(null, 10).runs();
    lines.add("runs", runs);
    lines.add("allRuns", client.runs().toList());
    lines.add("run", client.run(runs.get(0).id()));
    try (EventStream events = client.events(null)) {
      lines.add("event", events.next());
    }
  }

  private void files() throws IOException {
    byte[] content = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      content[i] = (byte) (i * 31);
    }
    lines.add("putBytes", client.put("/driver/a", content));
    lines.add("putStream", client.put("/driver/b", new ByteArrayInputStream(content)));
    lines.add("putSource", client.put("/driver/c", FileSource.of(content)));
    Path file = Files.createTempFile("driver", ".bin");
    try {
      Files.write(file, content);
      lines.add("putFile", client.put("/driver/sub/d", file));
    } finally {
      Files.delete(file);
    }
    lines.add("attributes", client.attributes("/driver/a"));
    String etag;
    try (FileDownload whole = client.get("/driver/a")) {
      lines.add("etag", whole.etag());
      lines.add("length", whole.length());
      etag = whole.etag().orElseThrow();
      expect(Arrays.equals(whole.readAllBytes(), content), "the file is what was written");
    }
    lines.add("putIfMatch", client.putIfMatch("/driver/a", FileSource.of(content), etag));
    try (FileDownload part = client.get("/driver/a", 1000, 50)) {
      expect(
          Arrays.equals(part.readAllBytes(), Arrays.copyOfRange(content, 1000, 1050)),
          "a part of the file is what was written");
    }
    lines.add("page", client.list("/driver", null, 2));
    lines.add("list", client.list("/driver").toList());
    client.delete("/driver/c");
  }

  private void refusals() {
    try {
      lines.add("missing", client.attributes("/driver/c"));
      expect(false, "a file that was deleted is not there");
    } catch (RestriperApiException e) {
      expect(e.status() == NOT_FOUND, "a missing file is answered with 404, not " + e.status());
      lines.add("missing", e.errorClass());
    }
    try {
      client.putIfMatch("/driver/b", FileSource.of(new byte[1]), "\"no-such-tag\"");
      expect(false, "a tag that is not that of the file is refused");
    } catch (RestriperApiException e) {
      expect(e.status() == MISMATCH, "a wrong tag is answered with 412, not " + e.status());
      lines.add("mismatch", e.errorClass());
    }
  }

  private static void expect(boolean kept, String promise) {
    if (!kept) {
      throw new IllegalStateException("It does not hold that " + promise + ".");
    }
  }
}
