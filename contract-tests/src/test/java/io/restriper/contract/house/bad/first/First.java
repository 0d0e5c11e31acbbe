package io.restriper.contract.house.bad.first;

import io.restriper.contract.house.bad.second.Second;

/** One half of a cycle between two packages. Never run. */
public final class First {
  Second other;
}
