package io.restriper.contract.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.consumer.dsl.PactDslJsonBody;
import io.restriper.client.error.RestriperApiException;
import io.restriper.model.ErrorClass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is let in. */
final class AccessInteractions {
  /** Of the observer whom the server knows; its form is the server's. */
  private static final String OBSERVER =
      "rst_0000000000000000000000000000000000000000000000000000000000000000e94d2db2";

  private static final String UNKNOWN =
      "rst_1111111111111111111111111111111111111111111111111111111111111111c1830019";

  private AccessInteractions() {}

  static List<Interaction> all() {
    return List.of(letIn(), withoutToken(), notCovered(), tooMany());
  }

  private static Interaction letIn() {
    return new Interaction(
        "getClusterSettings",
        "the settings, asked for with a token",
        States.TOKENS,
        request ->
            request
                .method("GET")
                .path("/v1/cluster/settings")
                .header("Authorization", "Bearer " + OBSERVER),
        response ->
            response.status(200).body(new PactDslJsonBody().stringType("cluster_name", "test")),
        client -> assertThat(client.settings().clusterName()).isEqualTo("test"),
        Optional.of(OBSERVER));
  }

  private static Interaction withoutToken() {
    return new Interaction(
        "getClusterSettings",
        "the settings, asked for without a token",
        States.TOKENS,
        Interaction.get("/v1/cluster/settings"),
        response ->
            Errors.answer(response, 401, ErrorClass.HTTP_UNAUTHORIZED_ERROR)
                .header("WWW-Authenticate", "Bearer"),
        client ->
            assertThatThrownBy(client::settings)
                .isInstanceOfSatisfying(
                    RestriperApiException.class, e -> assertThat(e.status()).isEqualTo(401)));
  }

  private static Interaction notCovered() {
    return new Interaction(
        "deleteFile",
        "a file is to be deleted with the token of an observer",
        States.TOKENS,
        request ->
            request
                .method("DELETE")
                .path("/v1/files/%2Fdir%2Ffile")
                .header("Authorization", "Bearer " + OBSERVER),
        response -> Errors.answer(response, 403, ErrorClass.HTTP_FORBIDDEN_ERROR),
        client ->
            assertThatThrownBy(() -> client.delete("/dir/file"))
                .isInstanceOfSatisfying(
                    RestriperApiException.class,
                    e -> assertThat(e.errorClass().is(ErrorClass.HTTP_FORBIDDEN_ERROR)).isTrue()),
        Optional.of(OBSERVER));
  }

  private static Interaction tooMany() {
    return new Interaction(
        "getClusterSettings",
        "the settings, asked for with one wrong token too many",
        States.TOO_MANY_WRONG_TOKENS,
        request ->
            request
                .method("GET")
                .path("/v1/cluster/settings")
                .header("Authorization", "Bearer " + UNKNOWN),
        response ->
            Errors.answer(response, 429, ErrorClass.HTTP_TOO_MANY_REQUESTS_ERROR)
                .header("Retry-After", Matchers.regexp("[0-9]+", "5")),
        client ->
            assertThatThrownBy(client::settings)
                .isInstanceOfSatisfying(
                    RestriperApiException.class,
                    e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(5))),
        Optional.of(UNKNOWN));
  }
}
