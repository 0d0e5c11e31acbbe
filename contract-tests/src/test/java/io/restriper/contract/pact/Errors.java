package io.restriper.contract.pact;

import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.PactDslJsonBody;
import io.restriper.model.ErrorClass;

/** The answer to a request that failed. */
final class Errors {
  private Errors() {}

  static HttpResponseBuilder answer(
      HttpResponseBuilder response, int status, ErrorClass errorClass) {
    PactDslJsonBody body = new PactDslJsonBody();
    body.stringValue("error_class", errorClass.toString())
        .stringMatcher("description", "(?s).*\\w.*", "What was wrong. What to do.")
        .stringType("module", "server")
        .booleanValue("user_visible", true)
        .nullValue("inner")
        .array("stack")
        .closeArray();
    return response.status(status).body(body);
  }
}
