package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees when drive after drive is removed with {@code rm -rf}. */
class LossOfDrivesIT {
  private static final String FILE = "/dir/file";
  private static final int SIZE = 96 << 20;

  @TempDir Path directory;
  private final byte[] content = new byte[SIZE];

  @Test
  void healsUntilTooFewDrivesAreLeftAndSaysWhatToDoThen() throws IOException {
    new Random(1).nextBytes(content);
    try (JarServer server = JarServer.start(directory)) {
      assertThat(server.status().get("state").asText()).isEqualTo("NOT_STARTED");
      server.put(FILE, content);
      for (int drive = 1; drive <= 2; drive++) {
        Path lost = server.drive(drive);
        JsonNode end = watchRun(server, () -> remove(lost));
        assertThat(end.get("data_at_risk").asBoolean()).isFalse();
        assertThat(end.get("blocked_reason").asText()).isEmpty();
        assertThat(server.get(FILE)).isEqualTo(content);
      }
      JsonNode blocked = watchRun(server, () -> remove(server.drive(3)));
      assertThat(blocked.get("data_at_risk").asBoolean()).isTrue();
      assertThat(blocked.get("blocked_reason").asText())
          .startsWith("NOT_ENOUGH_DRIVES: The encoding 4+2 needs 6 healthy drives and there are 5.")
          .contains("put empty ones in their place");
      assertThat(server.get(FILE)).isEqualTo(content);

      JsonNode healed = watchRun(server, () -> Files.createDirectory(server.drive(2)));
      assertThat(healed.get("data_at_risk").asBoolean()).isFalse();
      assertThat(server.get(FILE)).isEqualTo(content);
    }
  }

  @Test
  void goesOnAfterAKillInTheMiddleOfReprotect() throws IOException {
    new Random(2).nextBytes(content);
    int drive = 1;
    JarServer server = JarServer.start(directory);
    try {
      server.put(FILE, content);
      boolean hit = false;
      // A run of a small volume is short; if it was missed, the next drive gives another chance.
      while (!hit && drive <= 2) {
        remove(server.drive(drive++));
        await().atMost(JarServer.LIMIT).until(() -> isBusyOrDone(server));
        hit = server.status().get("phase").asText().equals("REPROTECT");
      }
      server.kill();
    } finally {
      server.close();
    }
    try (JarServer next = JarServer.start(directory)) {
      await().atMost(JarServer.LIMIT).until(() -> isSafe(next.status()));
      assertThat(next.get(FILE)).isEqualTo(content);
    }
  }

  private static boolean isBusyOrDone(JarServer server) {
    JsonNode status = server.status();
    return status.get("percent_complete").asDouble() > 0
        || status.get("state").asText().equals("FINISHED");
  }

  private static boolean isSafe(JsonNode status) {
    return status.get("state").asText().equals("FINISHED")
        && !status.get("data_at_risk").asBoolean();
  }

  /** Something that makes a run begin. */
  private interface Change {
    void make() throws IOException;
  }

  /** Samples the status until a run has ended, and checks what must hold all the time. */
  private JsonNode watchRun(JarServer server, Change change) throws IOException {
    long before = server.newestRun();
    change.make();
    List<JsonNode> seen = new ArrayList<>();
    await()
        .atMost(JarServer.LIMIT)
        .pollInterval(java.time.Duration.ofMillis(1))
        .until(
            () -> {
              JsonNode status = server.status();
              seen.add(status);
              return status.get("state").asText().equals("FINISHED") && server.newestRun() > before;
            });
    double percent = 0;
    for (JsonNode status : seen) {
      boolean running = status.get("state").asText().equals("RUNNING");
      assertThat(status.get("phase").asText().isEmpty()).isEqualTo(!running);
      if (!running) {
        assertThat(status.get("percent_complete").asDouble()).isZero();
        assertThat(status.get("elapsed_seconds").asDouble()).isZero();
      } else if (status.get("phase").asText().equals("REPROTECT")) {
        assertThat(status.get("percent_complete").asDouble()).isBetween(percent, 100.0);
        percent = status.get("percent_complete").asDouble();
        assertThat(status.get("blocked_reason").asText()).isEmpty();
      }
    }
    return seen.get(seen.size() - 1);
  }

  static void remove(Path drive) throws IOException {
    try (Stream<Path> walk = Files.walk(drive)) {
      walk.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
