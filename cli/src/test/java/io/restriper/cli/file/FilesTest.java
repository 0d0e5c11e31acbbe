package io.restriper.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.cli.Cli;
import io.restriper.cli.base.Ticker;
import io.restriper.testing.RestriperExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
  @RegisterExtension private static final RestriperExtension SERVER = new RestriperExtension();

  @TempDir private Path folder;

  private static Cli cli() {
    return Cli.of(SERVER.uri());
  }

  private static Cli.Result run(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return cli().run(texts);
  }

  private static void assertDone(Cli.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  private Path file(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  @Test
  void aFileGoesInAndComesOutTheSame() throws IOException {
    Path file = file("movie", 3_000_000);

    assertDone(run("put", file, "/one/movie"));
    assertDone(run("get", "/one/movie", folder.resolve("copy")));

    assertThat(folder.resolve("copy")).hasSameBinaryContentAs(file);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void standardInputAndOutputAreADash() {
    byte[] bytes = "from a pipe".getBytes(StandardCharsets.UTF_8);

    assertDone(cli().in(bytes).run("put", "-", "/piped"));
    Cli.Result result = run("get", "/piped", "-");

    assertDone(result);
    assertThat(result.bytes()).isEqualTo(bytes);
  }

  @Test
  void intoADirectoryAFileKeepsItsName() throws IOException {
    Path a = file("a", 10);
    Path b = file("b", 20);

    assertDone(run("put", a, b, "/names"));
    assertDone(run("put", a, "/names/deep/"));
    assertDone(run("put", b, "/names"));
    Files.createDirectories(folder.resolve("out"));
    assertDone(run("get", "/names/a", "/names/deep/a", "/names/b", folder.resolve("out")));

    assertThat(folder.resolve("out/a")).hasSameBinaryContentAs(a);
    assertThat(folder.resolve("out/b")).hasSameBinaryContentAs(b);
  }

  @Test
  void aDirectoryGoesInAndComesOutWithAllThatIsInIt() throws IOException {
    file("tree/a", 10);
    file("tree/sub/b c", 200_000);
    file("tree/sub/deep/\u00e4\u4e2d%2F", 0);

    assertDone(run("put", "-r", folder.resolve("tree"), "/tree"));
    assertDone(run("get", "-r", "/tree", folder.resolve("back")));

    for (String name : new String[] {"a", "sub/b c", "sub/deep/\u00e4\u4e2d%2F"}) {
      assertThat(folder.resolve("back").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("tree").resolve(name));
    }
    assertDone(run("put", "-r", folder.resolve("tree"), "/tree"));
    assertDone(run("stat", "/tree/tree/a"));
  }

  @Test
  void aDirectoryNeedsTheFlagForIt() throws IOException {
    file("flag/a", 10);

    Cli.Result put = run("put", folder.resolve("flag"), "/flag");
    assertThat(put.code()).isEqualTo(1);
    assertThat(put.err()).contains("-r");
    assertDone(run("put", "-r", folder.resolve("flag"), "/flag"));
    assertThat(run("get", "/flag", folder.resolve("none")).code()).isEqualTo(1);
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(run("rm", "/flag").code()).isEqualTo(1);
    assertDone(run("rm", "-r", "/flag"));
    assertThat(run("stat", "/flag").code()).isEqualTo(1);
  }

  @Test
  void aFileThatFailsDoesNotKeepTheOthersBack() throws IOException {
    Path good = file("good", 10);

    Cli.Result result = run("put", folder.resolve("missing"), good, "/batch/");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("missing: there is no such file here");
    assertDone(run("stat", "/batch/good"));
  }

  @Test
  void filesAreListedAndDescribed() throws IOException {
    Path file = file("file", 2048);
    assertDone(run("put", file, "/list/file"));
    assertDone(run("put", file, "/list/sub/file"));

    assertThat(run("ls", "/list").out().lines())
        .anyMatch(line -> line.matches("file +2\\.0 KiB +[-0-9]{10} [:0-9]{8}  file"))
        .anyMatch(line -> line.matches("dir +- .* sub/"));
    assertThat(run("ls", "/list/file", "-o", "json").out()).contains("\"path\" : \"/list/file\"");
    assertThat(run("stat", "/list/file").out()).containsPattern("Size +2\\.0 KiB \\(2048 bytes\\)");
    assertThat(run("stat", "/list/sub", "-o", "yaml").out()).contains("child_count: 1");
    assertThat(run("put", file, "/list/again", "-o", "json").out()).contains("\"size\" : 2048");
  }

  @Test
  void whatIsNotThereIsOneSentence() {
    for (String command : new String[] {"get", "stat", "ls", "rm"}) {
      Cli.Result result = run(command, "/nothing/here");

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err().lines()).singleElement().asString().contains("/nothing/here");
    }
    assertDone(run("rm", "-f", "/nothing/here"));
  }

  @Test
  void theRootIsNotDeletedAndPathsBeginWithASlash() {
    assertThat(run("rm", "-r", "/").code()).isEqualTo(2);
    assertThat(run("rm", "-r", "/a", "//").code()).isEqualTo(2);
    assertThat(run("ls", "here").code()).isEqualTo(2);
    assertThat(run("put", "-", "/dir/").code()).isEqualTo(2);
  }

  @Test
  void progressIsShownOnATerminalOnly() throws IOException {
    Path file = file("long", 5_000_000);

    Cli.Result seen = cli().ticker(new SlowTicker()).onTerminal().run("put", file.toString(), "/l");
    Cli.Result unseen = cli().ticker(new SlowTicker()).run("put", file.toString(), "/l");

    assertThat(seen.err()).containsPattern("long .*\\[#+-+] [0-9.]+ % .*/s, [0-9]+s left");
    assertThat(seen.err()).endsWith("\r\u001b[K");
    assertThat(seen.out()).isEmpty();
    assertDone(unseen);
  }

  /** A second passes between any two looks at the time. */
  private static final class SlowTicker implements Ticker {
    private long nanos;

    @Override
    public synchronized long nanoTime() {
      nanos += 1_000_000_000L;
      return nanos;
    }

    @Override
    public boolean pause(Duration time) {
      return true;
    }
  }
}
