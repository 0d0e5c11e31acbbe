package io.restriper.client.error;

import io.restriper.client.read.OpenEnum;
import io.restriper.client.view.ErrorDetails;
import io.restriper.model.ErrorClass;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The server understood the call and answered with a documented error. */
public final class RestriperApiException extends RestriperException {

  /** The HTTP status. */
  private final int status;

  private final transient ErrorDetails details;

  /** How long the server asks to wait, or null. */
  private final Duration retryAfter;

  /**
   * An error.
   *
   * @param status the HTTP status, 400 to 599
   * @param details what the server says
   * @param retryAfter how long the server asks to wait, or null if it does not
   */
  public RestriperApiException(int status, ErrorDetails details, Duration retryAfter) {
    super(message(status, details), null);
    this.retryAfter = retryAfter;
    this.status = status;
    this.details = Objects.requireNonNull(details, "details");
  }

  /**
   * The HTTP status.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }

  /**
   * The stable identifier to branch on; by the status where it is not known.
   *
   * @return the error class, possibly one that this client does not know
   */
  public OpenEnum<ErrorClass> errorClass() {
    return details.errorClass();
  }

  /**
   * What was wrong and what to do, in the server's words.
   *
   * @return a sentence; empty if the server sent none
   */
  public String description() {
    return details.description();
  }

  /**
   * The part of the server that says it.
   *
   * @return a name; empty if the server sent none
   */
  public String module() {
    return details.module();
  }

  /**
   * How long the server asks to wait before the next attempt.
   *
   * @return whole seconds, 0 or more; empty if it does not say
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Everything that the server says about the error.
   *
   * @return the details
   */
  public ErrorDetails details() {
    return details;
  }

  private static String message(int status, ErrorDetails details) {
    String errorClass = Text.oneLine(details.errorClass().text());
    String description =
        details.description().isBlank()
            ? "The server refused the call and did not say why."
            : Text.oneLine(details.description());
    return description + " (" + status + (errorClass.isEmpty() ? ")" : " " + errorClass + ")");
  }
}
