package io.restriper.contract.provider;

import au.com.dius.pact.core.model.FileSource;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactSource;
import io.restriper.contract.matrix.PactResult;
import io.restriper.contract.matrix.Release;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies what each client that was released relies on against the server of this build. */
@Provider("restriper-server")
@PactSource(ReleasedPacts.class)
class ReleasedPactsIT extends ProviderVerification {
  private static final Map<String, PactResult> RESULTS = new HashMap<>();

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void theServerAnswersWhatAReleasedClientReliesOn(PactVerificationContext context) {
    File pact = ((FileSource) context.getPact().getSource()).getFile();
    String version = pact.getParentFile().getName();
    PactResult before = RESULTS.getOrDefault(version, new PactResult(0, 0));
    RESULTS.put(version, new PactResult(before.verified(), before.failed() + 1));
    verify(context);
    RESULTS.put(version, new PactResult(before.verified() + 1, before.failed()));
  }

  @AfterAll
  static void record() throws IOException {
    for (Release release : Release.all()) {
      RESULTS.getOrDefault(release.version(), new PactResult(0, 0)).write(release);
    }
  }
}
