package io.restriper.cli.base;

import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperException;
import io.restriper.client.error.RestriperProtocolException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a server tells beside the main thing, which it may be unable to tell.
 *
 * @param <T> what it tells
 */
public sealed interface Told<T> {

  /** The server told it. */
  record Known<T>(T answer) implements Told<T> {}

  /** The server does not have such a resource: it has only a part of the API, or is older. */
  record Absent<T>() implements Told<T> {}

  /** The server has failed to tell it, which is no good sign. */
  record Failed<T>(String reason) implements Told<T> {}

  /** Asks. */
  static <T> Told<T> ask(Supplier<T> question) {
    try {
      return new Known<>(question.get());
    } catch (RestriperException e) {
      return isAbsence(e) ? new Absent<>() : new Failed<>(e.getMessage());
    }
  }

  /** Whether a failure says that the server has no such resource. */
  static boolean isAbsence(RestriperException failure) {
    Set<Integer> absent = Set.of(404, 405, 501);
    return (failure instanceof RestriperApiException api && absent.contains(api.status()))
        || (failure instanceof RestriperProtocolException other && absent.contains(other.status()));
  }

  /** The value, if it was told. */
  default Optional<T> value() {
    return this instanceof Known<T> known ? Optional.of(known.answer) : Optional.empty();
  }

  /** Why it could not be told, if that is a failure. */
  default Optional<String> failure() {
    return this instanceof Failed<T> failed ? Optional.of(failed.reason) : Optional.empty();
  }

  /** Something made of the value. */
  default <R> Told<R> map(Function<T, R> function) {
    if (this instanceof Known<T> known) {
      return new Known<>(function.apply(known.answer));
    }
    return this instanceof Failed<T> failed ? new Failed<>(failed.reason) : new Absent<>();
  }
}
