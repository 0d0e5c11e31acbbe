package io.restriper.cli.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.testing.RestriperExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar and the distribution, started as their user does. */
class ProgramIT {
  @RegisterExtension private static final RestriperExtension SERVER = new RestriperExtension();

  @TempDir private Path folder;

  private Program.Ended run(Program program, String... args)
      throws IOException, InterruptedException {
    Program.Ended ended = program.run(args);
    assertThat(ended.err()).doesNotContain("Exception", "SLF4J", "WARNING");
    return ended;
  }

  private static String uri() {
    return SERVER.uri().toString();
  }

  @Test
  void theJarAnswersAgainstARealServer() throws IOException, InterruptedException {
    SERVER.fill();
    Program jar = Program.jar(folder);

    Program.Ended status = run(jar, "status", "-e", uri());
    assertThat(status.code()).isZero();
    assertThat(status.err()).isEmpty();
    assertThat(status.out()).startsWith("Data is PROTECTED  test  " + uri());

    Program.Ended yaml = run(jar, "protection", "-e", uri(), "-o", "yaml");
    assertThat(yaml.out()).contains("max_drive_failures: 2");

    Program.Ended version = run(jar, "--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("restriper ");
  }

  @Test
  void theJarMovesFilesAndWaitsInAScript() throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("file"), new byte[1_000_000]);
    Program jar = Program.jar(folder);

    assertThat(run(jar, "put", file.toString(), "/file", "-e", uri()).code()).isZero();
    assertThat(run(jar, "get", "/file", folder + "/copy", "-e", uri()).code()).isZero();
    assertThat(folder.resolve("copy")).hasSameBinaryContentAs(file);
    assertThat(run(jar, "wait", "--accept-not-started", "-e", uri()).code()).isZero();
  }

  @Test
  void failuresAreASentenceAndAnExitCode() throws IOException, InterruptedException {
    Program jar = Program.jar(folder);

    Program.Ended unreachable = run(jar, "status", "-e", "http://127.0.0.1:1");
    assertThat(unreachable.code()).isEqualTo(1);
    assertThat(unreachable.err().lines()).singleElement().asString().startsWith("restriper: No c");
    assertThat(run(jar, "status", "--nonsense").code()).isEqualTo(2);
  }

  @Test
  void theLauncherOfTheDistributionRunsItAlsoThroughALink()
      throws IOException, InterruptedException {
    Path home = unpack();
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("bin/restriper"));

    for (Path launcher : List.of(home.resolve("bin/restriper"), link)) {
      Program.Ended ended =
          run(new Program(List.of(launcher.toString()), folder), "drives", "-e", uri());
      assertThat(ended.code()).isZero();
      assertThat(ended.out().lines()).hasSize(9);
      assertThat(ended.out()).doesNotContain("\u001b");
    }
    assertThat(home.resolve("docs/command-line.md")).isRegularFile();
    assertThat(home.resolve("LICENSE")).isRegularFile();
  }

  @Test
  void bashUnderstandsTheCompletion() throws IOException, InterruptedException {
    Program.Ended completion = run(Program.jar(folder), "completion");
    Path script = Files.writeString(folder.resolve("completion"), completion.out());

    assertThat(completion.code()).isZero();
    String use =
        "source "
            + script
            + "; COMP_WORDS=(restriper sta); COMP_CWORD=1; _complete_restriper;"
            + " echo ${COMPREPLY[@]}";
    Program.Ended bash = new Program(List.of("bash", "-c", use), folder).run();
    assertThat(bash.out().strip()).isEqualTo("status stat");
  }

  private Path unpack() throws IOException, InterruptedException {
    String archive = System.getProperty("restriper.cli.dist");
    Process tar = new ProcessBuilder("tar", "-xzf", archive, "-C", folder.toString()).start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }
}
