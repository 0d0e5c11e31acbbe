package io.restriper.contract.provider;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactBroker;
import au.com.dius.pact.provider.junitsupport.loader.PactBrokerAuth;
import au.com.dius.pact.provider.junitsupport.loader.PactBrokerConsumerVersionSelectors;
import au.com.dius.pact.provider.junitsupport.loader.SelectorBuilder;
import io.restriper.contract.broker.Build;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Verifies what the clients that a Pact Broker knows rely on, and publishes to it how that went.
 * Run by the profile pact-verify-results only.
 */
@Provider("restriper-server")
@PactBroker(
    url = "${broker.url}",
    authentication =
        @PactBrokerAuth(
            token = "${broker.token}",
            username = "${broker.username}",
            password = "${broker.password}"),
    providerBranch = "${broker.branch}",
    valueResolver = BrokerValues.class)
class BrokerIT extends ProviderVerification {
  private static final List<String> PUBLISHING =
      List.of(
          "pact.verifier.publishResults",
          "pact.provider.version",
          "pact.provider.branch",
          "pact.verifier.buildUrl");

  @BeforeAll
  static void publish() {
    Build build = BrokerValues.build();
    Map<String, String> properties = new TreeMap<>();
    properties.put("pact.verifier.publishResults", "true");
    properties.put("pact.provider.version", build.providerVersion());
    properties.put("pact.provider.branch", build.branch());
    build.url().ifPresent(url -> properties.put("pact.verifier.buildUrl", url));
    properties.forEach(System::setProperty);
  }

  @AfterAll
  static void publishNoMore() {
    PUBLISHING.forEach(System::clearProperty);
  }

  /** The clients of the main branch, of this branch, and those that are in use. */
  @PactBrokerConsumerVersionSelectors
  public static SelectorBuilder clients() {
    return new SelectorBuilder().mainBranch().matchingBranch().deployedOrReleased();
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void theServerAnswersWhatTheClientsOfTheBrokerRelyOn(PactVerificationContext context) {
    verify(context);
  }
}
