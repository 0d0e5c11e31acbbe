package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.ConsumerPactRunnerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import io.restriper.client.RestriperClient;
import io.restriper.client.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Drives the client against Pact's mock server, and writes down what it relies on. */
class ConsumerTest {
  static final Path PACTS = Path.of(System.getProperty("pact.rootDir"));

  /** Pact files merge into what lies there, so what an earlier build wrote must go. */
  @BeforeAll
  static void startAnew() throws IOException {
    if (Files.isDirectory(PACTS)) {
      try (Stream<Path> old = Files.list(PACTS)) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  static List<Interaction> interactions() {
    return Stream.of(
            StatusInteractions.all(),
            EventInteractions.all(),
            RunInteractions.all(),
            ClusterInteractions.all(),
            FileInteractions.all(),
            AccessInteractions.all())
        .flatMap(List::stream)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> theClientUnderstandsWhatTheServerIsToAnswer() {
    return interactions().stream()
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> verify(each)));
  }

  private static void verify(Interaction interaction) {
    V4Pact pact =
        new PactBuilder("restriper-client", "restriper-server", PactSpecVersion.V4)
            .given(interaction.state())
            .expectsToReceiveHttpInteraction(
                interaction.description(),
                http ->
                    http.reference("openapi", "operationId", interaction.operationId())
                        .withRequest(interaction.request()::apply)
                        .willRespondWith(interaction.response()::apply))
            .toPact();
    PactVerificationResult result =
        ConsumerPactRunnerKt.runConsumerTest(
            pact,
            MockProviderConfig.createDefault(PactSpecVersion.V4),
            (server, context) -> {
              try (RestriperClient client =
                  RestriperClient.builder(URI.create(server.getUrl()))
                      .retryPolicy(RetryPolicy.none())
                      .token(() -> interaction.token().orElse(null))
                      .build()) {
                interaction.call().run(client);
              }
              return true;
            });
    assertThat(result).as(result.toString()).isInstanceOf(PactVerificationResult.Ok.class);
  }
}
