package io.restriper.contract.provider;

import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies what the client of this build relies on. */
@Provider("restriper-server")
@PactFolder("target/pacts")
class ProviderIT extends ProviderVerification {

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void theServerAnswersWhatTheClientReliesOn(PactVerificationContext context) {
    verify(context);
  }
}
