package io.restriper.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
  private static final int SIZE = 400_000;

  /** More than one call tries by itself. */
  private static final int MANY = 100;

  @TempDir private Path folder;
  private BrokenServer server;
  private final byte[] bytes = new byte[SIZE];

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(bytes);
    server = new BrokenServer();
    server.file(bytes, "\"v1\"");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Cli.Result get(String local) {
    return Cli.of(server.uri()).run("get", "/file", local);
  }

  private Path target() {
    return folder.resolve("file");
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  @Test
  void aDownloadThatBreaksOffGoesOnWhereItWas() {
    server.breakOff(2);

    Cli.Result result = get(target().toString());

    assertThat(result.code()).isZero();
    assertThat(target()).hasBinaryContent(bytes);
    assertThat(server.offsets()).containsExactly("0", "200000", "300000");
  }

  @Test
  void soDoesOneToTheStandardOutput() {
    server.breakOff(1);

    Cli.Result result = get("-");

    assertThat(result.code()).isZero();
    assertThat(result.bytes()).isEqualTo(bytes);
  }

  private void leaveAPart() throws IOException {
    server.breakOff(MANY);
    Cli.Result result = get(target().toString());
    assertThat(result.code()).isEqualTo(1);
    assertThat(target()).doesNotExist();
    assertThat(parts()).hasSize(1);
    server.breakOff(0);
    server.offsets().clear();
  }

  @Test
  void whatACallLeftUnfinishedTheNextOneGoesOnWith() throws IOException {
    leaveAPart();
    long size = Files.size(parts().get(0));

    assertThat(get(target().toString()).code()).isZero();

    assertThat(target()).hasBinaryContent(bytes);
    assertThat(server.offsets()).containsExactly(Long.toString(size));
    assertThat(parts()).isEmpty();
  }

  @Test
  void aFileThatHasChangedMeanwhileIsBegunAnew() throws IOException {
    leaveAPart();
    byte[] other = new byte[SIZE + 1];
    server.file(other, "\"v2\"");

    assertThat(get(target().toString()).code()).isZero();

    assertThat(target()).hasBinaryContent(other);
    assertThat(server.offsets()).hasSize(2).last().isEqualTo("0");
    assertThat(parts()).isEmpty();
  }

  @Test
  void aFileThatHasBecomeShorterIsBegunAnew() throws IOException {
    leaveAPart();
    server.file(new byte[] {1, 2, 3}, "\"v2\"");

    assertThat(get(target().toString()).code()).isZero();

    assertThat(target()).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void withoutAnEntityTagNothingIsGoneOnWith() {
    server.file(bytes, "");
    server.breakOff(1);

    assertThat(get(target().toString()).code()).isZero();

    assertThat(target()).hasBinaryContent(bytes);
    assertThat(server.offsets()).last().isEqualTo("0");
  }

  @Test
  void theStandardOutputIsNotMixedFromTwoVersions() {
    server.file(bytes, "");
    server.breakOff(1);

    Cli.Result result = get("-");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("only the beginning");
  }

  @Test
  void anEmptyFileIsAFile() {
    server.file(new byte[0], "\"v0\"");

    assertThat(get(target().toString()).code()).isZero();

    assertThat(target()).isEmptyFile();
  }

  @Test
  void aFileThatIsReplacedStaysUntilTheOtherIsComplete() throws IOException {
    Files.writeString(target(), "old");
    server.breakOff(MANY);

    assertThat(get(target().toString()).code()).isEqualTo(1);

    assertThat(target()).hasContent("old");
  }

  @Test
  void aNameThatLeadsOutOfTheDirectoryIsRefused() {
    for (String name : new String[] {"..", "../x", ".", "a/b", "", "x\\\\y"}) {
      server.entries(
          "{\"path\":\"/\",\"files\":[{\"name\":\""
              + name
              + "\",\"type\":\"FS_FILE_TYPE_FILE\"}]}");
      Cli.Result result = Cli.of(server.uri()).run("get", "-r", "/", folder + "/out");

      assertThat(result.code()).as(name).isEqualTo(1);
      assertThat(result.err()).contains("no name for a local file");
    }
    assertThat(server.offsets()).isEmpty();
  }

  @Test
  void aKindOfFileThatNobodyKnowsIsNotTakenForAFile() {
    server.entries(
        "{\"path\":\"/\",\"files\":[{\"name\":\"a\",\"type\":\"FS_FILE_TYPE_PORTAL\"}]}");

    Cli.Result result = Cli.of(server.uri()).run("get", "-r", "/", folder + "/out");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("FS_FILE_TYPE_PORTAL");
  }
}
