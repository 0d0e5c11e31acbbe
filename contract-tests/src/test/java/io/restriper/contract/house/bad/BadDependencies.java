package io.restriper.contract.house.bad;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restriper.cli.base.Session;
import io.restriper.contract.house.bad.first.First;
import io.restriper.engine.volume.Volume;

/** Depends on what some module must not depend on. Never run. */
public final class BadDependencies {
  private BadDependencies() {}

  static final class OnEngine {
    Volume volume;
  }

  static final class OnJson {
    ObjectMapper mapper;
  }

  static final class OnCli {
    Session session;
  }

  static final class OnContractTests {
    First first;
  }
}
