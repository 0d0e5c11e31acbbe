package io.restriper.contract.pact;

import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import io.restriper.client.RestriperClient;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One thing that the client asks and the server answers.
 *
 * @param operationId of the specification
 * @param description what is shown, unique
 * @param state of the server, one of {@link States}
 * @param request what the client sends
 * @param response what the server answers
 * @param call makes the client send it, and checks what the client makes of the answer
 * @param token that the client sends; empty for none
 */
record Interaction(
    String operationId,
    String description,
    String state,
    UnaryOperator<HttpRequestBuilder> request,
    UnaryOperator<HttpResponseBuilder> response,
    Call call,
    Optional<String> token) {

  /** Without a token. */
  Interaction(
      String operationId,
      String description,
      String state,
      UnaryOperator<HttpRequestBuilder> request,
      UnaryOperator<HttpResponseBuilder> response,
      Call call) {
    this(operationId, description, state, request, response, call, Optional.empty());
  }

  /** A use of the client. */
  interface Call {
    void run(RestriperClient client) throws IOException;
  }

  static UnaryOperator<HttpRequestBuilder> get(String path) {
    return request -> request.method("GET").path(path);
  }

  @Override
  public String toString() {
    return operationId + ": " + description;
  }
}
