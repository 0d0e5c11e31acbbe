package io.restriper.gate;

import static java.util.Comparator.naturalOrder;

import io.restriper.gate.compare.Comparison;
import io.restriper.gate.rule.Change;
import io.restriper.gate.rule.ChangeClass;
import io.restriper.gate.rule.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What has become of a contract since the last release.
 *
 * @param changes the gravest last, which is where a reader of a failed build looks
 */
record Verdict(Version released, Version current, List<Change> changes) {

  /** Compares a contract with the last released one. */
  static Verdict of(Contract released, Contract current) {
    List<Change> changes =
        Comparison.of(released.document(), current.document()).stream()
            .sorted(Comparator.comparing(change -> change.rule().changeClass()))
            .toList();
    return new Verdict(released.version(), current.version(), changes);
  }

  /** The gravest class of all changes; empty if there are none. */
  Optional<ChangeClass> gravest() {
    return changes.stream().map(change -> change.rule().changeClass()).max(naturalOrder());
  }

  /** The least version that the contract can have. */
  Version needed() {
    return gravest().map(released::next).orElse(released);
  }

  /** Whether the contract's version says enough; one that says more than needed does. */
  boolean passes() {
    return current.compareTo(needed()) >= 0;
  }

  /** The changes of a class. */
  List<Change> changes(ChangeClass changeClass) {
    return changes.stream().filter(c -> c.rule().changeClass() == changeClass).toList();
  }
}
