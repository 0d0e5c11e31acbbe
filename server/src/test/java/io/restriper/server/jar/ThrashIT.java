package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runnable jar and real directories, for as long as {@code restriper.thrash.seconds} says: the
 * server is killed, drives go and come back, drives and encoding are changed, while files are
 * written and read. The choices follow {@code restriper.thrash.seed}; when they are made depends on
 * the machine, so that a seed repeats the kind of a run but not each instant of it.
 */
class ThrashIT {
  private static final Logger LOG = LoggerFactory.getLogger(ThrashIT.class);
  private static final long SECONDS = Long.getLong("restriper.thrash.seconds", 30);
  private static final long SEED =
      Long.getLong("restriper.thrash.seed", new Random().nextInt(1_000_000));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void losesNothingThatItAcknowledgedWhateverHappensToServerAndDrives() throws Exception {
    LOG.info("seed {}, {} seconds, in {}", SEED, SECONDS, directory);
    Doorway door = new Doorway();
    Traffic traffic = new Traffic(door);
    StatusWatch watch = new StatusWatch(door);
    Thrasher thrasher = new Thrasher(directory, new Random(SEED), door, traffic);
    try {
      thrasher.start();
      traffic.start(SEED);
      watch.start();
      thrasher.loseTheFirst();
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(SECONDS)) {
        thrasher.step();
      }
      thrasher.awaitMend();
      door.end();
      traffic.stop();
      watch.stop();
      verify(thrasher, traffic);
      thrasher.close();
      thrasher.start();
      verify(thrasher, traffic);
      thrasher.awaitMend();
      door.throwIfAnythingIsWrong();
      LOG.info("seed {}: {}; {}", SEED, thrasher, traffic);
    } catch (Throwable e) {
      throw new AssertionError(
          "Seed " + SEED + ", the server's logs are in " + directory + ": " + e.getMessage(), e);
    } finally {
      door.end();
      watch.stop();
      thrasher.close();
    }
  }

  private static void verify(Thrasher thrasher, Traffic traffic) throws IOException {
    List<String> listed = new ArrayList<>();
    for (JsonNode sub : entries(thrasher.server(), "/thrash")) {
      for (JsonNode file : entries(thrasher.server(), sub.get("path").asText())) {
        listed.add(file.get("path").asText());
      }
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(traffic.readAll(thrasher.server()));
  }

  private static JsonNode entries(JarServer server, String path) {
    return server
        .json("/v1/files/" + path.replaceAll("/$", "").replace("/", "%2F") + "/entries/")
        .get("files");
  }
}
