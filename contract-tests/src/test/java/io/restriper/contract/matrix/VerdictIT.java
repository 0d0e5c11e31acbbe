package io.restriper.contract.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.contract.matrix.Matrix.Row;
import io.restriper.contract.matrix.Recording.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit together is found, and said so. */
class VerdictIT {
  private final Verification verification = new Verification("today");

  private static Recording released() throws Exception {
    return Recording.read(Release.all().get(0).recording());
  }

  @Test
  void aServerThatTellsSomethingElseIsNotVerified() throws Exception {
    Recording right = released();
    List<Exchange> changed = new ArrayList<>();
    for (Exchange exchange : right.exchanges()) {
      String body = new String(exchange.body(), StandardCharsets.ISO_8859_1);
      byte[] other =
          body.replace("\"max_drive_failures\":2", "\"max_failures\":2")
              .getBytes(StandardCharsets.ISO_8859_1);
      changed.add(
          new Exchange(
              exchange.method(), exchange.path(), exchange.status(), exchange.headers(), other));
    }

    Row row = verification.replay("1", new Recording(changed, right.lines()));

    assertThat(row.verified()).isFalse();
    assertThat(row.detail()).isNotEmpty();
  }

  @Test
  void aServerThatLacksACallIsNotVerified() throws Exception {
    Recording right = released();
    List<Exchange> fewer =
        right.exchanges().stream()
            .filter(exchange -> !exchange.path().endsWith("/slots/"))
            .toList();

    Row row = verification.replay("1", new Recording(fewer, right.lines()));

    assertThat(row.verified()).isFalse();
    assertThat(row.detail()).contains("501");
  }

  @Test
  void aPactThatWasNotVerifiedAsAWholeIsNotVerified() throws Exception {
    Release release = Release.all().get(0);
    int all = PactResult.interactions(release.pact());

    assertThat(verification.pact(release, new PactResult(all, 0)).verified()).isTrue();
    assertThat(verification.pact(release, new PactResult(all - 1, 0)).verified()).isFalse();
    assertThat(verification.pact(release, new PactResult(all, 1)).verified()).isFalse();
    assertThat(verification.pact(release, new PactResult(0, 0)).verified()).isFalse();
  }

  @Test
  void oneThatIsNotVerifiedKeepsAllFromBeingDeployed() {
    Matrix matrix = new Matrix();
    assertThat(matrix.canDeploy()).as("nothing was verified").isFalse();

    matrix.add(new Row("1", "2", "calls", true, ""));
    assertThat(matrix.canDeploy()).isTrue();

    matrix.add(new Row("2", "1", "calls", false, "no slots\nmore"));
    assertThat(matrix.canDeploy()).isFalse();
    assertThat(matrix.table()).contains("| 2 | 1 | NO: no slots | calls |", "Can be deployed: NO");
  }

  @Test
  void aLineThatIsNotToldAnyMoreIsADifferenceAndOneThatIsAddedIsNone() {
    assertThat(Verification.difference(List.of("a=1", "a=1"), List.of("a=1", "b=2")))
        .contains("a=1");
    assertThat(Verification.difference(List.of("a=1"), List.of("b=2", "a=1"))).isEmpty();
  }
}
