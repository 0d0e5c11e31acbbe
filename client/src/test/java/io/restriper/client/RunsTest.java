package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restriper.client.error.RestriperProtocolException;
import io.restriper.client.run.Run;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsTest {
  private static final String RUNS = "/v1/cluster/protection/restriper/runs/";

  private final StandIn server = new StandIn();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String page(int first, int last) {
    return IntStream.iterate(first, id -> id >= last, id -> id - 1)
        .mapToObj(id -> "{\"id\": \"" + id + "\"}")
        .collect(Collectors.joining(",", "{\"runs\": [", "]}"));
  }

  @Test
  void aPageAndARunAreAskedFor() {
    server.json(200, page(8, 7));
    try (RestriperClient client = server.client()) {
      assertThat(client.runs("9", 2).runs()).extracting(Run::id).containsExactly("8", "7");
      assertThat(client.runs(null, 2).unknowns().allUnderstood()).isTrue();
      assertThat(client.run("9").isFinished()).isFalse();
    }
    assertThat(server.asked())
        .extracting(StandIn.Asked::path)
        .containsExactly(RUNS + "?after=9&limit=2", RUNS + "?limit=2", RUNS + "9");
  }

  @Test
  void allRunsComePageByPage() {
    server.answer(
        exchange ->
            StandIn.send(
                exchange,
                200,
                "application/json",
                exchange.getRequestURI().getQuery().contains("after=21")
                    ? page(20, 18)
                    : page(40, 21)));
    try (RestriperClient client = server.client()) {
      List<String> ids = client.runs().map(Run::id).toList();
      assertThat(ids).hasSize(23).startsWith("40").endsWith("18");
    }
    assertThat(server.asked())
        .extracting(StandIn.Asked::path)
        .containsExactly(RUNS + "?limit=20", RUNS + "?after=21&limit=20");
  }

  @Test
  void aServerThatRepeatsItselfIsNoticed() {
    server.json(200, page(40, 21));
    try (RestriperClient client = server.client()) {
      assertThatThrownBy(() -> client.runs().toList())
          .isInstanceOf(RestriperProtocolException.class)
          .hasMessageContaining("twice");
    }
  }

  @Test
  void aPageWithoutRunsIsNoEmptyPage() {
    server.json(200, "{}");
    try (RestriperClient client = server.client()) {
      assertThatThrownBy(() -> client.runs().toList())
          .isInstanceOf(RestriperProtocolException.class)
          .hasMessageContaining("without its runs");
    }
  }
}
