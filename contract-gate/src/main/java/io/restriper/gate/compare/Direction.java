package io.restriper.gate.compare;

import io.restriper.gate.rule.Rule;

/** Which way a value goes; at least one of the two. */
record Direction(boolean request, boolean response) {
  static final Direction REQUEST = new Direction(true, false);
  static final Direction RESPONSE = new Direction(false, true);

  /** Of two rules the one for this direction; if values go both ways, the graver. */
  Rule choose(Rule ifRequest, Rule ifResponse) {
    if (!response) {
      return ifRequest;
    }
    if (!request) {
      return ifResponse;
    }
    return ifRequest.changeClass().compareTo(ifResponse.changeClass()) > 0 ? ifRequest : ifResponse;
  }
}
