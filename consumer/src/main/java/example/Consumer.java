package example;

import io.restriper.client.FileDownload;
import io.restriper.client.RestriperClient;
import io.restriper.client.view.ClusterStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the published server, and puts, gets and asks with the published client. */
public final class Consumer {
  private static final Pattern ADDRESS = Pattern.compile("It answers on (http://[0-9.:]+),");

  private Consumer() {}

  /** Takes the path of the runnable jar of the server. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createDirectories(Path.of(args[0]).resolveSibling("work"));
    Process server =
        new ProcessBuilder(java(), "-jar", args[0], "--listen", "127.0.0.1:0")
            .directory(work.toFile())
            .redirectError(work.resolve("server.log").toFile())
            .start();
    try (RestriperClient client = RestriperClient.builder(address(server)).build()) {
      use(client);
    } finally {
      server.destroy();
      if (!server.waitFor(60, TimeUnit.SECONDS)) {
        server.destroyForcibly();
        throw new IllegalStateException("The server did not stop in 60 seconds.");
      }
    }
    System.out.println("The server stopped with exit code " + server.exitValue());
  }

  private static void use(RestriperClient client) throws IOException {
    System.out.println("version  " + client.version().revisionId());

    byte[] written = new byte[5_000_000];
    new Random(4).nextBytes(written);
    System.out.println("PUT      " + client.put("/consumer/file", written));

    try (FileDownload download = client.get("/consumer/file")) {
      byte[] read = download.readAllBytes();
      if (!Arrays.equals(read, written)) {
        throw new IllegalStateException("What was read is not what was written.");
      }
      System.out.println("GET      " + read.length + " bytes, the same");
    }

    ClusterStatus status = client.status();
    System.out.println("status   " + status);
    if (!status.isKnownToBeSafe()) {
      throw new IllegalStateException("The status does not say that the data is safe.");
    }
  }

  /** Reads what the server says when it has started. */
  private static URI address(Process server) throws IOException {
    BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher matcher = ADDRESS.matcher(line);
      if (matcher.find()) {
        return URI.create(matcher.group(1));
      }
    }
    throw new IllegalStateException("The server ended without an address; see work/server.log.");
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
