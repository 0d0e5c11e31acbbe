package io.restriper.contract.provider;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.PactSource;
import au.com.dius.pact.core.model.UnknownPactSource;
import au.com.dius.pact.provider.junitsupport.loader.PactLoader;
import io.restriper.contract.matrix.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pacts of all clients that were released. */
public final class ReleasedPacts implements PactLoader {

  @Override
  public List<Pact> load(String provider) throws IOException {
    List<Pact> pacts = new ArrayList<>();
    for (Release release : Release.all()) {
      pacts.add(DefaultPactReader.INSTANCE.loadPact(release.pact().toFile()));
    }
    return pacts;
  }

  @Override
  public PactSource getPactSource() {
    return UnknownPactSource.INSTANCE;
  }
}
