package io.restriper.server.access;

import io.restriper.server.error.ErrorAnswer;
import java.util.Optional;

/**
 * Whether somebody is let in.
 *
 * @param caller who it is; {@link Caller#NOBODY} if refused
 * @param refusal the answer to whoever is refused
 */
public record Verdict(Caller caller, Optional<ErrorAnswer> refusal) {
  static Verdict admitted(Caller caller) {
    return new Verdict(caller, Optional.empty());
  }

  static Verdict refused(ErrorAnswer answer) {
    return new Verdict(Caller.NOBODY, Optional.of(answer));
  }
}
