package io.restriper.server.error;

import io.restriper.engine.volume.VolumeException;
import io.restriper.model.ApiError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error as it goes out.
 *
 * @param status the HTTP status
 * @param headers besides the content type
 * @param body the JSON object
 */
public record ErrorAnswer(int status, Map<String, String> headers, ApiError body) {
  /** When a client may try again what failed with 503 or 429, in seconds, unless it is known. */
  private static final String RETRY_AFTER_SECONDS = "5";

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswer.class);

  public ErrorAnswer {
    headers = Map.copyOf(headers);
  }

  /** The answer with the status that its kind has. */
  public static ErrorAnswer of(ErrorKind kind, String description) {
    return of(kind, kind.status(), description, Map.of());
  }

  /** The answer with a status that is narrower than that of its kind, and with more headers. */
  public static ErrorAnswer of(
      ErrorKind kind, int status, String description, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    if (status == ErrorKind.UNAVAILABLE.status()
        || status == ErrorKind.TOO_MANY_REQUESTS.status()) {
      all.putIfAbsent("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (status == ErrorKind.UNAUTHORIZED.status()) {
      all.putIfAbsent("WWW-Authenticate", "Bearer");
    }
    if (status == ErrorKind.FORBIDDEN.status()) {
      all.putIfAbsent("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
    }
    ApiError body = new ApiError();
    body.setErrorClass(kind.errorClass());
    body.setDescription(description);
    body.setModule("server");
    body.setStack(List.of());
    body.setUserVisible(true);
    body.setInner(null);
    return new ErrorAnswer(status, all, body);
  }

  /** How a failed call of the engine is told. */
  public static ErrorAnswer of(VolumeException e) {
    ErrorKind kind = ErrorKind.of(e.problem());
    if (kind == ErrorKind.INTERNAL) {
      LOG.error("{}", e.getMessage(), e);
    }
    return of(kind, e.getMessage());
  }

  /** The answer to what nobody expected: it goes to the log, under a name that the client sees. */
  public static ErrorAnswer ofMistake(Throwable mistake) {
    String incident = UUID.randomUUID().toString();
    LOG.error("Incident {}", incident, mistake);
    return of(
        ErrorKind.INTERNAL,
        "The server made a mistake; its log tells more, under incident "
            + incident
            + ". Please report it.");
  }
}
