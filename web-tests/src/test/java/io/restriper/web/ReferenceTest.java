package io.restriper.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.engine.setup.EngineStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The API reference: the contract to read, and to try on the server that shows it. */
class ReferenceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String STATUS = "#operations-Restriper-getRestriperStatus";

  @RegisterExtension static final BrowserExtension BROWSER = new BrowserExtension();

  @TempDir static Path folder;
  private static Cluster cluster;

  private Browser browser;
  private Page page;

  @BeforeAll
  static void start() throws IOException, EngineStartException {
    cluster = new Cluster(folder);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void open() {
    browser = BROWSER.get();
    page = new Page(browser);
    browser.open(cluster.uri() + "/docs");
    await().atMost(LIMIT).until(() -> !page.text(STATUS).isEmpty());
  }

  @Test
  void everyOperationOfTheContractIsThere() {
    assertThat(page.texts(".opblock")).hasSize(operations());
    assertThat(page.text(".info .title")).startsWith("Restriper");
    browser.picture("reference");
  }

  @Test
  void anOperationIsTriedOnThisServer() {
    browser.run("document.querySelector(arguments[0] + ' button').click()", STATUS);
    await().atMost(LIMIT).until(() -> !page.text(STATUS + " .execute").isEmpty());
    browser.run("document.querySelector(arguments[0] + ' .execute').click()", STATUS);
    await()
        .atMost(LIMIT)
        .until(() -> page.text(STATUS + " .live-responses-table").contains("NOT_STARTED"));
    assertThat(page.text(STATUS + " .live-responses-table")).contains("200", "data_at_risk");
    assertThat(page.text(STATUS + " .request-url"))
        .contains(cluster.uri() + "/v1/cluster/protection/restriper/status");
  }

  @Test
  void itAsksNobodyButItsServerAndComplainsOfNothing() {
    assertThat(browser.requests())
        .contains(cluster.uri() + "/docs/openapi.yaml")
        .allMatch(
            address -> address.startsWith(cluster.uri() + "/") || address.startsWith("data:"));
    assertThat(browser.complaints()).isEmpty();
  }

  private static int operations() {
    List<String> methods = List.of("get", "put", "delete", "post", "patch");
    int operations = 0;
    for (JsonNode path : cluster.api().yaml("/docs/openapi.yaml").get("paths")) {
      operations += (int) methods.stream().filter(path::has).count();
    }
    return operations;
  }
}
