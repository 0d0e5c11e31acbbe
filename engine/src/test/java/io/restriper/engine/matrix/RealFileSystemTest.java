package io.restriper.engine.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.EngineFixture;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems of the machine itself, where a test may mount some. */
class RealFileSystemTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SIZE = 2 * 2 * EngineFixture.BLOCK;

  /** Room for twelve blocks or so above what each drive keeps free. */
  private static final String SMALL = "size=5m";

  @TempDir Path root;
  private final List<Path> mounted = new ArrayList<>();
  private EngineFixture fixture;

  @BeforeEach
  void prepare() {
    fixture = new EngineFixture(root, "2+1", 4).withTimeThatRuns(10);
  }

  @AfterEach
  void unmount() throws Exception {
    fixture.close();
    for (Path path : mounted) {
      run("umount", "-l", path.toString());
    }
  }

  @Test
  @FaultRow(
      fault = Fault.ENOSPC,
      on = "a file system that fills up",
      outcome = "Blocks go to the other drives; the full one stays in use.")
  void aDriveThatIsFullIsPassedOver() throws Exception {
    mount(1, SMALL);
    fixture.start();
    int files = 30;
    for (int i = 0; i < files; i++) {
      fixture.put("/file-" + i, bytes(i));
    }
    Files.write(fixture.drivePath(1).resolve("tmp/theirs.part"), new byte[500_000]);
    for (int i = 0; i < files; i++) {
      assertThat(fixture.get("/file-" + i)).isEqualTo(bytes(i));
    }
    assertThat(fixture.slotState(1)).isEqualTo(SlotState.HEALTHY);
    assertThat(fixture.blockFiles(1)).hasSizeLessThan(fixture.blockFiles(2).size());
    await().atMost(LIMIT).until(() -> !fixture.status().dataAtRisk());
  }

  @Test
  @FaultRow(
      fault = Fault.ENOSPC,
      on = "all file systems, which fill up",
      outcome = "Writes fail with fs_no_space_error; deleting files makes room for them again.")
  void whenAllAreFullWritesSaySoUntilThereIsRoom() throws Exception {
    for (int drive = 1; drive <= 4; drive++) {
      mount(drive, SMALL);
    }
    fixture.start();
    List<String> written = new ArrayList<>();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                fixture.put("/file-" + i, bytes(i));
                written.add("/file-" + i);
              }
            })
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NO_ROOM));
    assertThat(written).isNotEmpty();
    for (int i = 0; i < written.size(); i++) {
      assertThat(fixture.get(written.get(i))).isEqualTo(bytes(i));
    }
    written.forEach(fixture::delete);
    await()
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(VolumeException.class)
        .untilAsserted(() -> fixture.put("/again", bytes(1)));
    assertThat(fixture.get("/again")).isEqualTo(bytes(1));
  }

  @Test
  @FaultRow(
      fault = Fault.EROFS,
      on = "a file system that is remounted read-only",
      outcome =
          "The drive is dead, and what was on it is rebuilt elsewhere. It is back when it is"
              + " writable.")
  void aDriveThatTurnsReadOnlyIsDoneWithout() throws Exception {
    mount(1, "size=20m");
    fixture.start();
    fixture.put("/file", bytes(1));
    remount(1, "ro");
    fixture.awaitSlot(1, SlotState.DEAD);
    assertThat(fixture.engine().facts().slots().get(0).detail()).contains("is read-only");
    fixture.put("/other", bytes(2));
    await().atMost(LIMIT).until(() -> !fixture.status().dataAtRisk());
    remount(1, "rw");
    fixture.awaitSlot(1, SlotState.HEALTHY);
    await()
        .atMost(LIMIT)
        .until(() -> !fixture.status().dataAtRisk() && fixture.blockFileCount() == 2 * 2 * 3);
    assertThat(fixture.get("/file")).isEqualTo(bytes(1));
    assertThat(fixture.get("/other")).isEqualTo(bytes(2));
  }

  @Test
  @FaultRow(
      fault = Fault.ENOSPC,
      on = "the file system of the catalog",
      outcome =
          "Writes fail and change nothing; files can be read; writes go on when there is room.")
  void aCatalogWithoutRoomChangesNothing() throws Exception {
    Files.createDirectory(root.resolve("catalog"));
    mount(root.resolve("catalog"), "size=2m");
    fixture.start();
    fixture.put("/file", bytes(1));
    Path ballast = root.resolve("catalog").resolve("ballast");
    fill(ballast);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                fixture.put("/file-" + i, bytes(2));
              }
            })
        .isInstanceOf(Exception.class);
    assertThat(fixture.get("/file")).isEqualTo(bytes(1));
    Files.delete(ballast);
    await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> fixture.put("/file", bytes(3)));
    assertThat(fixture.get("/file")).isEqualTo(bytes(3));
    fixture.restart();
    assertThat(fixture.get("/file")).isEqualTo(bytes(3));
  }

  private static void fill(Path file) {
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private void mount(int drive, String options) throws Exception {
    Files.createDirectories(fixture.drivePath(drive));
    mount(fixture.drivePath(drive), options);
  }

  private void mount(Path path, String options) throws Exception {
    assumeThat(run("mount", "-t", "tmpfs", "-o", options, "restriper-test", path.toString()))
        .as("root can mount a tmpfs")
        .isTrue();
    mounted.add(path);
  }

  private void remount(int drive, String how) throws Exception {
    assertThat(run("mount", "-o", "remount," + how, fixture.drivePath(drive).toString())).isTrue();
  }

  private static boolean run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static byte[] bytes(int seed) {
    return EngineFixture.bytes(seed, SIZE);
  }
}
