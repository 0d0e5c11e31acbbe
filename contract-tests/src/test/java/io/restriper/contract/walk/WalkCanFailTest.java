package io.restriper.contract.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.contract.raw.Shot;
import io.restriper.contract.spec.SpecResponses;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A walk over a server that is broken in one way finds that, and shows it by a small request. */
class WalkCanFailTest {
  private static final List<Operation> OPERATIONS = Operation.all(SpecResponses.document());
  private static final Judge JUDGE =
      new Judge(SpecResponses.load(), OPERATIONS, Set.of("/secret/place"));
  private static final List<Operation> FEW =
      OPERATIONS.stream()
          .filter(o -> Set.of("getFileData", "listFileEntries").contains(o.id()))
          .toList();
  private static final int SOME = 800;

  private static List<Walk.Failure> walk(UnaryOperator<String> answers, long count)
      throws IOException, InterruptedException {
    try (BrokenServer server = BrokenServer.start(answers)) {
      return new Walk(server.address(), new Generator(FEW, 1), JUDGE).run(count);
    }
  }

  @Test
  void aServerThatIsRightIsFoundRight() throws IOException, InterruptedException {
    assertThat(walk(head -> BrokenServer.RIGHT, SOME)).isEmpty();
  }

  static Stream<Arguments> brokenWays() {
    String json = "application/json";
    return Stream.of(
        Arguments.of("an error of its own", BrokenServer.answer("500 Error", json, "", "{}")),
        Arguments.of("a gateway's error", BrokenServer.answer("502 Bad", json, "", "{}")),
        Arguments.of("a page", BrokenServer.answer("404 None", "text/html", "", "<html></html>")),
        Arguments.of("a status of nowhere", BrokenServer.answer("418 Pot", json, "", "{}")),
        Arguments.of("an empty object", BrokenServer.answer("400 Bad", json, "", "{}")),
        Arguments.of("no time to come back", BrokenServer.RIGHT.replace("Retry-After", "X")),
        Arguments.of("a class", BrokenServer.RIGHT.replace("It stops", "java.io.IOException: x")),
        Arguments.of("its maker", BrokenServer.RIGHT.replace("It stops", "Powered by Jetty")),
        Arguments.of("its place", BrokenServer.RIGHT.replace("It stops", "It is /secret/place")),
        Arguments.of("a stack", BrokenServer.RIGHT.replace("[]", "[\"at a.B.c(D.java:1)\"]")),
        Arguments.of(
            "a field too many",
            BrokenServer.RIGHT.replace("Retry-After", "Server: x\r\nRetry-After")),
        Arguments.of(
            "two lengths",
            BrokenServer.RIGHT.replace("Content-Length", "Content-Length: 1\r\nContent-Length")),
        Arguments.of("half of it", BrokenServer.RIGHT.substring(0, 200)),
        Arguments.of("no HTTP", "hello\r\n"),
        Arguments.of("nothing", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenWays")
  void whateverIsAnsweredWronglyIsFound(String name, String wrong)
      throws IOException, InterruptedException {
    List<Walk.Failure> failures =
        walk(head -> head.contains("offset=-1") ? wrong : BrokenServer.RIGHT, SOME);

    assertThat(failures).isNotEmpty();
    // It is as small as it can be: the operation, the method, and what matters.
    assertThat(failures)
        .anySatisfy(
            failure -> {
              assertThat(failure.shot().query()).containsExactly("offset=-1");
              assertThat(failure.shot().headers()).isEmpty();
              assertThat(failure.shot().framing()).isEqualTo(Shot.Framing.NONE);
            });
    assertThat(failures.get(0).toString()).contains("offset=-1", "HTTP/1.1");
  }

  @Test
  void whatOnlyTwoThingsTogetherBringAboutIsFound() throws IOException, InterruptedException {
    List<Walk.Failure> failures =
        walk(
            head ->
                head.contains("limit=0") && head.contains("Accept: text/html")
                    ? BrokenServer.answer("500 Error", "application/json", "", "{}")
                    : BrokenServer.RIGHT,
            40_000);

    assertThat(failures).isNotEmpty();
    assertThat(failures.get(0).shot().bytes().length).isLessThan(200);
  }

  @Test
  void theSameSeedGivesTheSameRequests() {
    Generator one = new Generator(OPERATIONS, 7);
    Generator other = new Generator(OPERATIONS, 7);
    Generator different = new Generator(OPERATIONS, 8);
    int same = 0;
    for (int number = one.singles(); number < one.singles() + 500; number++) {
      assertThat(one.shot(number)).isEqualTo(other.shot(number));
      same += one.shot(number).equals(different.shot(number)) ? 1 : 0;
    }
    assertThat(same).isLessThan(250);
  }

  @Test
  void whatWasNeverAnsweredIsTold() {
    Tally tally = new Tally();
    Operation version =
        OPERATIONS.stream().filter(o -> o.id().equals("getVersion")).findFirst().orElseThrow();
    tally.count(200, List.of(version), Optional.of(version));
    assertThat(tally.neverSeen(OPERATIONS, status -> status < 500))
        .contains("getVersion 405", "getFileData 416", "putFileData 412")
        .doesNotContain("getVersion 200", "getVersion 500", "getVersion 503");
  }

  @Test
  void whoeverIsLetInWithoutHisTokenIsFound() {
    Keyring keys = Keyring.of("o", "w", "a");
    Operation file =
        OPERATIONS.stream().filter(o -> o.id().equals("getFileData")).findFirst().orElseThrow();
    Shot read = Shot.of("GET", file.path("%2Fa"));
    Shot wrong = keys.dressed(read, 1);
    Shot observer = keys.dressed(read, 2);
    Shot admin = keys.dressed(read, 4);
    assertThat(keys.dressed(read, 0)).isEqualTo(read);
    for (Shot shot : List.of(read, wrong, read.plusHeader("authorization: Bearer a"))) {
      assertThat(keys.problems(shot, 401, Optional.of(file))).isEmpty();
      for (int status : new int[] {200, 304, 403, 404, 405, 409, 412, 416, 503}) {
        assertThat(keys.problems(shot, status, Optional.of(file))).hasSize(1);
      }
    }
    assertThat(keys.problems(observer, 200, Optional.of(file))).hasSize(1);
    assertThat(keys.problems(observer, 403, Optional.of(file))).isEmpty();
    assertThat(keys.problems(admin, 200, Optional.of(file))).isEmpty();
    assertThat(keys.problems(admin, 403, Optional.of(file))).hasSize(1);
    assertThat(keys.problems(admin, 429, Optional.of(file))).hasSize(1);
    assertThat(keys.problems(Shot.of("GET", "/healthz"), 200, Optional.empty())).isEmpty();
    assertThat(keys.problems(Shot.of("GET", "/metrics"), 200, Optional.empty())).hasSize(1);
    assertThat(keys.problems(Shot.of("GET", "/web/drives.json"), 200, Optional.empty())).hasSize(1);
  }
}
