package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar whose configuration file is edited while it runs. */
class ConfigChangeIT {
  private static final String REFUSED = "is refused as a whole";

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void makeDrives() throws IOException {
    file = directory.resolve("restriper.yaml");
    for (int drive = 1; drive <= 7; drive++) {
      Files.createDirectory(directory.resolve("d" + drive));
    }
    Files.writeString(file, content("encoding: 4+2", 6));
  }

  private static String content(String encoding, int drives) {
    return IntStream.rangeClosed(1, drives)
        .mapToObj(drive -> "  - path: d" + drive)
        .collect(Collectors.joining("\n", encoding + "\ndrives:\n", "\n"));
  }

  private JarServer start() throws IOException {
    return JarServer.start(directory, "--config", file.toString());
  }

  private static void awaitLine(JarServer server, String... parts) {
    await().atMost(JarServer.LIMIT).until(() -> count(server, parts) == 1);
  }

  private static long count(JarServer server, String... parts) {
    return server
        .output()
        .lines()
        .filter(line -> java.util.Arrays.stream(parts).allMatch(line::contains))
        .count();
  }

  @Test
  void goesOnAfterAWrongEditAndTakesARightOneOn() throws IOException {
    byte[] data = {1, 2, 3};
    try (JarServer server = start()) {
      server.put("/a", data);
      Files.writeString(file, content("encodng: 4+2", 7));
      awaitLine(server, REFUSED, "the key 'encodng'", file.toString());
      assertThat(server.get("/a")).isEqualTo(data);

      Files.writeString(file, content("cluster-name: other", 6));
      awaitLine(server, REFUSED, "cluster-name", "a restart is needed");

      Files.delete(file);
      awaitLine(server, "There is no configuration file", "goes on with the settings");

      Files.writeString(file, content("encoding: 4+2", 7));
      awaitLine(server, "drives added: " + directory.resolve("d7") + " (node 1)");
      assertThat(count(server, REFUSED, "encodng")).isEqualTo(1);
      assertThat(server.get("/a")).isEqualTo(data);
      assertThat(server.stop()).isZero();
      assertThat(server.output()).doesNotContain("Exception");
    }
  }

  @Test
  void readsTheFileAgainOnTheHangUpSignal() throws IOException, InterruptedException {
    try (JarServer server = start()) {
      server.signal("HUP");
      awaitLine(server, "changes nothing that the server runs with");
      Files.writeString(file, content("encoding: four", 6));
      server.signal("HUP");
      awaitLine(server, REFUSED, "is 'four'");
      assertThat(server.json("/v1/version").isObject()).isTrue();
      assertThat(server.stop()).isZero();
    }
  }
}
