package io.restriper.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restriper.engine.setup.EngineStartException;
import io.restriper.engine.volume.FileAttributes;
import io.restriper.engine.volume.Listing;
import io.restriper.engine.volume.OpenFile;
import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {
  private static final int STRIPE = 4 * EngineFixture.BLOCK;

  @TempDir Path root;
  private EngineFixture fixture;

  @BeforeEach
  void start() throws EngineStartException {
    fixture = new EngineFixture(root, "4+2", 8).start();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        63,
        64,
        65,
        255,
        256,
        257,
        65535,
        65536,
        65537,
        100_000,
        STRIPE - 1,
        STRIPE,
        STRIPE + 1,
        2 * STRIPE,
        3 * STRIPE + 12345
      })
  void givesBackWhatWasPut(int size) {
    byte[] content = EngineFixture.bytes(size, size);
    FileAttributes put = fixture.put("/a/b/file", content);
    assertThat(put.size()).isEqualTo(size);
    assertThat(fixture.get("/a/b/file")).isEqualTo(content);
  }

  @Test
  void readsAnyRange() {
    int size = 2 * STRIPE + 50_000;
    byte[] content = EngineFixture.bytes(1, size);
    fixture.put("/file", content);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int offset = random.nextInt(size + 1);
      int length = random.nextInt(size + 1);
      byte[] expected = Arrays.copyOfRange(content, offset, Math.min(size, offset + length));
      assertThat(fixture.get("/file", offset, length)).isEqualTo(expected);
    }
    assertThat(fixture.get("/file", size, 10)).isEmpty();
  }

  @Test
  void refusesAnOffsetBeyondTheEnd() {
    fixture.put("/file", new byte[10]);
    assertProblem(() -> fixture.get("/file", 11, 1), Problem.OFFSET_BEYOND_END);
  }

  @Test
  void replacesAFileAndRemovesItsOldBlocks() throws IOException {
    FileAttributes first = fixture.put("/file", EngineFixture.bytes(1, STRIPE));
    byte[] content = EngineFixture.bytes(2, 100);
    FileAttributes second = fixture.put("/file", content);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.created()).isEqualTo(first.created());
    assertThat(second.tag()).isNotEqualTo(first.tag());
    assertThat(fixture.get("/file")).isEqualTo(content);
    awaitBlockFiles(6);
  }

  @Test
  void readersOfAnOldVersionFinishTheirRead() throws IOException {
    byte[] content = EngineFixture.bytes(1, 3 * STRIPE);
    fixture.put("/file", content);
    try (OpenFile open = fixture.engine().files().open(VolumePath.parse("/file"))) {
      OpenFile.Range range = open.range(0, Long.MAX_VALUE);
      fixture.put("/file", new byte[1]);
      fixture.delete("/file");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      range.transferTo(out);
      assertThat(out.toByteArray()).isEqualTo(content);
    }
    awaitBlockFiles(0);
  }

  @Test
  void deletesFilesAndTheDirectoriesThatBecomeEmpty() {
    fixture.put("/a/b/one", new byte[1]);
    fixture.put("/a/two", new byte[1]);
    fixture.delete("/a/b/one");
    assertProblem(() -> fixture.get("/a/b/one"), Problem.NOT_FOUND);
    assertProblem(() -> attributes("/a/b"), Problem.NOT_FOUND);
    assertThat(attributes("/a").childCount()).isEqualTo(1);
    fixture.delete("/a/two");
    assertThat(attributes("/").childCount()).isZero();
    awaitBlockFiles(0);
  }

  @Test
  void listsADirectoryInPages() {
    for (String name : new String[] {"c", "a", "ä", "b", "B"}) {
      fixture.put("/dir/" + name, new byte[1]);
    }
    Listing page = fixture.engine().files().list(VolumePath.parse("/dir"), "", 3);
    assertThat(page.children())
        .extracting(child -> child.path().name())
        .containsExactly("B", "a", "b");
    assertThat(page.more()).isTrue();
    Listing rest = fixture.engine().files().list(VolumePath.parse("/dir"), "b", 3);
    assertThat(rest.children()).extracting(child -> child.path().name()).containsExactly("c", "ä");
    assertThat(rest.more()).isFalse();
    assertThat(rest.directory().childCount()).isEqualTo(5);
  }

  @Test
  void writesOnlyOverTheExpectedVersion() {
    FileAttributes first = fixture.put("/file", new byte[1]);
    assertProblem(() -> write("/file", "feed"), Problem.TAG_MISMATCH);
    assertProblem(() -> write("/other", "*"), Problem.TAG_MISMATCH);
    assertThat(write("/file", first.tag()).tag()).isNotEqualTo(first.tag());
    assertProblem(() -> write("/file", first.tag()), Problem.TAG_MISMATCH);
    assertThat(write("/file", "*").size()).isEqualTo(3);
  }

  @Test
  void tellsFilesFromDirectories() {
    fixture.put("/a/file", new byte[1]);
    assertProblem(() -> fixture.put("/a", new byte[1]), Problem.NOT_A_FILE);
    assertProblem(() -> fixture.put("/", new byte[1]), Problem.NOT_A_FILE);
    assertProblem(() -> fixture.put("/a/file/below", new byte[1]), Problem.NOT_A_DIRECTORY);
    assertProblem(() -> fixture.delete("/a"), Problem.NOT_A_FILE);
    assertProblem(() -> fixture.get("/a"), Problem.NOT_A_FILE);
    assertProblem(
        () -> fixture.engine().files().list(VolumePath.parse("/a/file"), "", 1),
        Problem.NOT_A_DIRECTORY);
  }

  @Test
  void contentThatBreaksOffLeavesNothing() {
    byte[] before = EngineFixture.bytes(1, 10);
    fixture.put("/file", before);
    InputStream breaking =
        new InputStream() {
          private long left = 2L * STRIPE;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("gone");
            }
            return 1;
          }
        };
    assertProblem(
        () -> fixture.engine().files().write(VolumePath.parse("/file"), breaking, Optional.empty()),
        Problem.CONTENT_INTERRUPTED);
    assertThat(fixture.get("/file")).isEqualTo(before);
    awaitBlockFiles(6);
  }

  @Test
  void keepsEverythingOverARestart() throws EngineStartException {
    byte[] content = EngineFixture.bytes(5, STRIPE + 5);
    FileAttributes put = fixture.put("/a/file", content);
    fixture.restart();
    assertThat(attributes("/a/file")).isEqualTo(put);
    assertThat(fixture.get("/a/file")).isEqualTo(content);
  }

  private FileAttributes attributes(String path) {
    return fixture.engine().files().attributes(VolumePath.parse(path));
  }

  private FileAttributes write(String path, String tag) {
    return fixture
        .engine()
        .files()
        .write(VolumePath.parse(path), new ByteArrayInputStream(new byte[3]), Optional.of(tag));
  }

  private void awaitBlockFiles(int count) {
    await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(fixture.blockFileCount()).isEqualTo(count));
  }

  private static void assertProblem(Runnable call, Problem problem) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            VolumeException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
