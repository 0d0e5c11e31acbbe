package io.restriper.spec;

import java.util.List;

/** Something that the contract has to obey. */
@FunctionalInterface
interface Rule {
  /** A sentence for each place where the contract does not; none if it obeys. */
  List<String> findings(Contract contract);
}
