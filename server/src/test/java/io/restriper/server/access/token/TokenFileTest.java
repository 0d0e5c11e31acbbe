package io.restriper.server.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {
  private static final String GOOD =
      """
      {"format": 1, "tokens": [{"id": "0000000a", "name": "n", "role": "admin",
       "created": "2026-11-27T10:00:00Z", "expires": "never", "sha256": "%s"}]}"""
          .formatted("a".repeat(64));

  @TempDir private Path folder;

  private Path data;
  private TokenFile file;

  @BeforeEach
  void name() {
    data = folder.resolve("data");
    file = new TokenFile(data);
  }

  static Token token(int id, TokenText text) {
    return new Token(
        HexFormat.of().toHexDigits(id),
        "name-" + id,
        Role.WRITER,
        Instant.parse("2026-11-27T10:00:00Z"),
        Optional.of(Instant.parse("2027-11-27T10:00:00Z")),
        HexFormat.of().formatHex(text.hash()));
  }

  private static Token token(int id) {
    return token(id, TokenText.random(new SecureRandom()));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertThat(file.read()).isEmpty();
    Token first = token(1);
    Token second = token(2);

    file.change(tokens -> tokens.with(first));
    file.change(tokens -> tokens.with(second));
    assertThat(file.read()).contains(new Tokens(List.of(first, second)));
    file.change(tokens -> tokens.without(first.id()));

    assertThat(file.read()).contains(new Tokens(List.of(second)));
    assertThat(file.read().get().find(second.hash())).contains(second);
    assertThat(file.read().get().find(first.hash())).isEmpty();
  }

  @Test
  void nobodyElseCanReadItAndNoTokenIsInIt() throws IOException {
    TokenText text = TokenText.random(new SecureRandom());
    file.change(tokens -> tokens.with(token(1, text)));

    assertThat(Files.readString(file.path())).doesNotContain(text.secret().substring(4, 20));
    for (Path each : List.of(file.path(), data.resolve(TokenFile.LOCK))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void whatIsLeftOfAChangeThatBrokeOffDoesNoHarm() throws IOException {
    file.change(tokens -> tokens.with(token(1)));
    Files.writeString(data.resolve("tokens.json.new"), "half of");

    assertThat(file.read().orElseThrow().all()).hasSize(1);
    file.change(tokens -> tokens.with(token(2)));

    assertThat(file.read().orElseThrow().all()).hasSize(2);
    assertThat(data.resolve("tokens.json.new")).doesNotExist();
  }

  @Test
  void aChangeThatIsRefusedLeavesEverythingAsItWas() throws IOException {
    file.change(tokens -> tokens.with(token(1)));
    byte[] before = Files.readAllBytes(file.path());

    assertThatThrownBy(
            () ->
                file.change(
                    tokens -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(file.path()).hasBinaryContent(before);
  }

  @Test
  void changesAtTheSameTimeAreAllThere() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int id = 1; id <= 20; id++) {
        Token token = token(id);
        all.add(
            threads.submit(
                () -> {
                  new TokenFile(data).change(tokens -> tokens.with(token));
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(file.read().orElseThrow().all()).hasSize(20);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Files.createDirectory(data);
    Path elsewhere = folder.resolve("elsewhere");
    Files.createSymbolicLink(data.resolve(TokenFile.LOCK), elsewhere);
    Files.createSymbolicLink(data.resolve("tokens.json.new"), elsewhere);

    assertThatThrownBy(() -> file.change(tokens -> tokens.with(token(1))))
        .isInstanceOf(TokenFileException.class)
        .hasMessageContaining("cannot be written");

    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void aGoodFileIsUnderstood() throws IOException {
    assertThat(file.parse(GOOD.getBytes(StandardCharsets.UTF_8)).all()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\": 1,          | {\"format\": 2,       | it has the format 2",
        "{\"format\": 1,          | {\"more\": 1, \"format\": 1, | format 1 or more in it",
        "{\"format\": 1,          | {                     | it holds no list of tokens",
        "]}                       | ]                     | it is not valid JSON",
        "]}                       | ]} 1                  | it is not valid JSON",
        "\"admin\"                | \"root\"              | token 1: the role is none of observer",
        "\"admin\"                | 1                     | token 1: its fields have to be texts",
        "\"role\"                 | \"rule\"              | token 1: its fields have to be created",
        "\"name\": \"n\"          | \"name\": \"a b\"     | token 1: name 'a b' is not of up to 64",
        "\"name\": \"n\",         | \"name\": \"n\", \"name\": \"m\", | it is not valid JSON",
        "0000000a                 | 0000000A              | token 1: id '0000000A' is not eight",
        "never                    | soon                  | token 1: 'soon' is no time",
        "\"sha256\": \"aa         | \"sha256\": \"a       | token 1: sha256 is not 64"
      })
  void aWrongFileIsRefusedInASentence(String old, String other, String why) {
    String wrong = GOOD.replace(old, other);
    assertThat(wrong).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> file.parse(wrong.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TokenFileException.class)
        .hasMessageContainingAll(file.path().toString(), why, "Put back a copy of it")
        .hasMessageNotContaining("Exception");
  }

  @Test
  void twoTokensWithOneIdAreRefused() {
    Token one = token(1);
    assertThatThrownBy(() -> new Tokens(List.of(one, one)))
        .hasMessageContaining("the id '00000001' is there twice");
  }

  @Test
  void aFileThatCannotBeReadIsNotTakenForNone() throws IOException {
    Files.createDirectories(file.path());

    assertThatThrownBy(() -> file.read())
        .isInstanceOf(TokenFileException.class)
        .hasMessageContaining("cannot be read");
  }
}
