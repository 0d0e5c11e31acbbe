package io.restriper.server.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.server.jar.JarServer.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution archive, unpacked and used as its user does. */
class DistributionIT {
  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    String archive = System.getProperty("restriper.server.dist");
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive, "-C", directory.toString()).inheritIO().start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> unpacked = Files.list(directory)) {
      List<Path> folders = unpacked.toList();
      assertThat(folders).hasSize(1);
      home = folders.get(0);
    }
  }

  private List<String> launcher() {
    return List.of(home.resolve("bin/restriper-server").toString());
  }

  private Path work() throws IOException {
    return Files.createDirectories(directory.resolve("work"));
  }

  @Test
  void holdsWhatAnOperatorNeeds() {
    assertThat(
            List.of(
                "bin/restriper-server",
                "conf/restriper.yaml",
                "systemd/restriper-server.service",
                "lib/restriper-server.jar",
                "docs/operating.md",
                "monitoring/restriper-alerts.yaml",
                "monitoring/grafana/restriper-dashboard.json",
                "LICENSE",
                "NOTICE",
                "CHANGELOG.md"))
        .allSatisfy(name -> assertThat(home.resolve(name)).isRegularFile());
  }

  @Test
  void theZipHoldsTheSame() throws IOException {
    String archive = System.getProperty("restriper.server.dist").replace(".tar.gz", ".zip");
    try (ZipFile zip = new ZipFile(archive);
        Stream<Path> unpacked = Files.walk(home)) {
      assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .containsExactlyInAnyOrderElementsOf(
              unpacked
                  .filter(Files::isRegularFile)
                  .map(file -> directory.relativize(file).toString())
                  .toList());
    }
  }

  @Test
  void itsLauncherStartsAServerThatAnswersAndStops() throws IOException, InterruptedException {
    try (JarServer server = JarServer.start(launcher(), work())) {
      JsonNode version = server.json("/v1/version");
      String commit = version.get("build_id").asText();

      server.put("/a", new byte[100_000]);
      assertThat(server.get("/a")).isEqualTo(new byte[100_000]);
      assertThat(JarServer.run(launcher(), work(), "--version").output())
          .contains(version.get("revision_id").asText().split(" \\(")[0])
          .contains("commit " + (commit.isEmpty() ? "unknown" : commit));
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void itsConfigurationIsReadThroughASymbolicLink() throws IOException, InterruptedException {
    Files.writeString(home.resolve("conf/restriper.yaml"), "encoding: wrong\n");
    Path link = Files.createSymbolicLink(work().resolve("serve"), Path.of(launcher().get(0)));

    Ended ended = JarServer.run(List.of(link.toString()), work());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).contains("conf/restriper.yaml", "encoding");
  }

  @Test
  void anotherConfigurationCanBeNamed() throws IOException, InterruptedException {
    Path other = Files.writeString(work().resolve("other.yaml"), "encoding: wrong\n");

    Ended ended = JarServer.run(launcher(), work(), "--config", other.toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).contains("other.yaml");
  }

  @Test
  void whenItIsPreparedAStartTakesItsClassesFromThere() throws IOException, InterruptedException {
    Ended prepared = JarServer.run(launcher(), work(), "prepare");
    assertThat(prepared.exitCode()).as(prepared.output()).isZero();
    assertThat(prepared.output()).contains("gone through").doesNotContain("[warning]");
    Path classes = home.resolve("lib/restriper-server.jsa");
    assertThat(classes).isRegularFile();
    assertThat(home.resolve("lib/restriper-server.jsa.new")).doesNotExist();
    Path jar = home.resolve("lib/restriper-server.jar");
    List<String> java =
        List.of("java", "-XX:SharedArchiveFile=" + classes, "-Xlog:class+load", "-jar", jar + "");
    assertThat(JarServer.run(java, work(), "--version").output())
        .contains("io.restriper.server.Main source: shared objects file (top)");
    try (JarServer server = JarServer.start(launcher(), work())) {
      assertThat(server.status().get("state").asText()).isEqualTo("NOT_STARTED");
      assertThat(server.stop()).isZero();
      assertThat(server.output()).doesNotContain("[warning]");
    }
  }

  @Test
  void whatIsNoArchiveOfClassesIsPassedOver() throws IOException, InterruptedException {
    Files.writeString(home.resolve("lib/restriper-server.jsa"), "of another Java");

    Ended ended = JarServer.run(launcher(), work(), "--version");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output()).startsWith("Restriper ");
  }
}
