package io.restriper.contract.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {

  private final SourceTree project = new SourceTree(Modules.root());

  @Test
  void theSourceTreeIsFound() {
    for (String module : Modules.HAND_WRITTEN) {
      assertThat(project.javaFiles())
          .as(module)
          .anyMatch(file -> file.startsWith(Modules.root().resolve(module + "/src/main/java")));
    }
  }

  @Test
  void noHandWrittenFileIsTooLong() {
    assertThat(project.filesThatAreTooLong()).isEmpty();
  }

  @Test
  void noPackageIsTooLarge() {
    assertThat(project.packagesThatAreTooLarge()).isEmpty();
  }

  @Test
  void nothingIsLeftUnfinishedOrSwitchedOff() {
    assertThat(project.unfinishedLines()).isEmpty();
  }

  @Test
  void theModelIsGeneratedWhole() {
    assertThat(Modules.root().resolve("model/src/main/java")).doesNotExist();
  }

  @Test
  void aFileIsTooLongFromLine401(@TempDir Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve("module/src/test/java/some"));
    Files.writeString(folder.resolve("Fits.java"), "x\n".repeat(400));
    Files.writeString(folder.resolve("Long.java"), "x\n".repeat(401));

    assertThat(new SourceTree(root).filesThatAreTooLong())
        .containsExactly(
            "module/src/test/java/some/Long.java has 401 lines, more than 400: split it");
  }

  @Test
  void aPackageIsTooLargeFromFile16(@TempDir Path root) throws IOException {
    Path fits = Files.createDirectories(root.resolve("module/src/main/java/fits"));
    Path large = Files.createDirectories(root.resolve("module/src/main/java/large"));
    for (int i = 0; i < 16; i++) {
      Files.writeString(large.resolve("C" + i + ".java"), "");
      if (i < 15) {
        Files.writeString(fits.resolve("C" + i + ".java"), "");
      }
    }

    assertThat(new SourceTree(root).packagesThatAreTooLarge())
        .containsExactly("module/src/main/java/large has 16 files, more than 15: split it");
  }

  @Test
  void unfinishedWorkIsFoundWithItsLine(@TempDir Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve("module/src/main/java"));
    Files.writeString(folder.resolve("C.java"), "class C {\n  // TO" + "DO\n}\n");

    assertThat(new SourceTree(root).unfinishedLines())
        .containsExactly("module/src/main/java/C.java:2: // TO" + "DO");
  }
}
