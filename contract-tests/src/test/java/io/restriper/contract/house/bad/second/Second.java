package io.restriper.contract.house.bad.second;

import io.restriper.contract.house.bad.first.First;

/** One half of a cycle between two packages. Never run. */
public final class Second {
  First other;
}
