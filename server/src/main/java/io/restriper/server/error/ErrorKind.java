package io.restriper.server.error;

import io.restriper.engine.volume.Problem;
import io.restriper.model.ErrorClass;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ties what can go wrong to the identifier and the HTTP status that a client sees. Every constant
 * of {@link ErrorClass} has one here, and every {@link Problem} of the engine is told as one.
 */
public enum ErrorKind {
  BAD_REQUEST(ErrorClass.HTTP_BAD_REQUEST_ERROR, 400, Problem.CONTENT_INTERRUPTED),
  INVALID_PARAMETER(ErrorClass.HTTP_INVALID_PARAMETER_ERROR, 400),
  INVALID_PATH(ErrorClass.FS_INVALID_PATH_ERROR, 400, Problem.INVALID_PATH),
  UNAUTHORIZED(ErrorClass.HTTP_UNAUTHORIZED_ERROR, 401),
  NO_SUCH_RESOURCE(ErrorClass.HTTP_NOT_FOUND_ERROR, 404),
  NO_SUCH_ENTRY(ErrorClass.FS_NO_SUCH_ENTRY_ERROR, 404, Problem.NOT_FOUND),
  NO_SUCH_SLOT(ErrorClass.CLUSTER_NO_SUCH_SLOT_ERROR, 404),
  NO_SUCH_RUN(ErrorClass.CLUSTER_NO_SUCH_RUN_ERROR, 404),
  METHOD_NOT_ALLOWED(ErrorClass.HTTP_METHOD_NOT_ALLOWED_ERROR, 405),
  NOT_ACCEPTABLE(ErrorClass.HTTP_NOT_ACCEPTABLE_ERROR, 406),
  NOT_A_FILE(ErrorClass.FS_NOT_A_FILE_ERROR, 409, Problem.NOT_A_FILE),
  NOT_A_DIRECTORY(ErrorClass.FS_NOT_A_DIRECTORY_ERROR, 409, Problem.NOT_A_DIRECTORY),
  DIRECTORY_NOT_EMPTY(ErrorClass.FS_DIRECTORY_NOT_EMPTY_ERROR, 409),
  PRECONDITION_FAILED(ErrorClass.HTTP_PRECONDITION_FAILED_ERROR, 412, Problem.TAG_MISMATCH),
  UNSUPPORTED_MEDIA_TYPE(ErrorClass.HTTP_UNSUPPORTED_MEDIA_TYPE_ERROR, 415),
  RANGE_NOT_SATISFIABLE(
      ErrorClass.HTTP_RANGE_NOT_SATISFIABLE_ERROR, 416, Problem.OFFSET_BEYOND_END),
  INTERNAL(ErrorClass.INTERNAL_SERVER_ERROR, 500, Problem.CATALOG_FAILED),
  UNAVAILABLE(ErrorClass.SERVICE_UNAVAILABLE_ERROR, 503, Problem.CLOSED),
  DATA_UNAVAILABLE(ErrorClass.FS_DATA_UNAVAILABLE_ERROR, 503, Problem.DATA_UNAVAILABLE),
  TOO_FEW_DRIVES(ErrorClass.FS_TOO_FEW_DRIVES_ERROR, 503, Problem.TOO_FEW_DRIVES),
  TOO_MANY_STREAMS(ErrorClass.CLUSTER_TOO_MANY_STREAMS_ERROR, 503),
  NO_SPACE(ErrorClass.FS_NO_SPACE_ERROR, 507, Problem.NO_ROOM),
  FORBIDDEN(ErrorClass.HTTP_FORBIDDEN_ERROR, 403),
  TOO_MANY_REQUESTS(ErrorClass.HTTP_TOO_MANY_REQUESTS_ERROR, 429);

  private static final Map<Problem, ErrorKind> BY_PROBLEM =
      Arrays.stream(values())
          .filter(kind -> kind.problem.isPresent())
          .collect(Collectors.toMap(kind -> kind.problem.get(), Function.identity()));

  private final ErrorClass errorClass;
  private final int status;
  private final Optional<Problem> problem;

  ErrorKind(ErrorClass errorClass, int status) {
    this(errorClass, status, Optional.empty());
  }

  ErrorKind(ErrorClass errorClass, int status, Problem problem) {
    this(errorClass, status, Optional.of(problem));
  }

  ErrorKind(ErrorClass errorClass, int status, Optional<Problem> problem) {
    this.errorClass = errorClass;
    this.status = status;
    this.problem = problem;
  }

  /** The identifier that a program branches on. */
  public ErrorClass errorClass() {
    return errorClass;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The engine's problem that is told as this; empty if the engine has no such problem. */
  public Optional<Problem> problem() {
    return problem;
  }

  /** How a problem of the engine is told. */
  public static ErrorKind of(Problem problem) {
    return BY_PROBLEM.get(problem);
  }

  /** How an HTTP status is told that was decided on outside of our own code. */
  public static ErrorKind ofStatus(int status) {
    return switch (status) {
      case 404 -> NO_SUCH_RESOURCE;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 500 -> INTERNAL;
      case 503 -> UNAVAILABLE;
      // 505 among them: the version of HTTP is the client's choice.
      default -> BAD_REQUEST;
    };
  }
}
