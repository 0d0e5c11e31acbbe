package io.restriper.cli;

import io.restriper.cli.base.CliException;
import io.restriper.cli.base.ExitCodes;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperConnectionException;
import io.restriper.client.error.RestriperException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a person is told of a failure: one sentence, or two. */
final class Failures {
  private static final int UNAUTHORIZED = 401;

  private Failures() {}

  static int exitCode(Throwable failure) {
    return failure instanceof CliException known ? known.exitCode() : ExitCodes.FAILED;
  }

  static String sentence(Throwable failure) {
    if (failure instanceof CliException) {
      return failure.getMessage();
    }
    if (failure instanceof RestriperException) {
      return ended(withoutClassNames(failure.getMessage())) + hint(failure);
    }
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      return failure.getCause() instanceof RestriperException known
          ? ended(known.getMessage())
          : ended(failure.getMessage());
    }
    return "A mistake in this program ("
        + failure
        + "); run it again with --debug, and report what it shows.";
  }

  private static String hint(Throwable failure) {
    if (failure instanceof RestriperApiException api && api.status() == UNAUTHORIZED) {
      return " Give a token that is valid with --token-file, RESTRIPER_TOKEN or a profile.";
    }
    if (failure instanceof RestriperConnectionException connection
        && connection.kind() == RestriperConnectionException.Kind.NOT_TRUSTED) {
      return " --ca-cert, RESTRIPER_CA_CERT or a profile names whom to trust.";
    }
    return "";
  }

  /** The JDK puts the classes of its exceptions into the messages of others. */
  private static String withoutClassNames(String message) {
    return message == null
        ? null
        : message.replaceAll("(?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*(?:Exception|Error): ?", "");
  }

  private static String ended(String message) {
    String text = message == null || message.isBlank() ? "It failed without a reason." : message;
    return text.matches("(?s).*[.!?)]") ? text : text + ".";
  }
}
