package io.restriper.server.resource;

import io.restriper.engine.volume.VolumeException;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.error.ErrorKind;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Arrays;
import java.util.Map;
import org.glassfish.jersey.server.ParamException;

/** Turns what is thrown while a request is served into the answer that the contract documents. */
final class ErrorMappers {
  private ErrorMappers() {}

  private static Response response(ErrorAnswer answer) {
    Response.ResponseBuilder response =
        Response.status(answer.status())
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(answer.body());
    answer.headers().forEach(response::header);
    return response.build();
  }

  static final class OfApi implements ExceptionMapper<ApiException> {
    @Override
    public Response toResponse(ApiException e) {
      return response(e.answer());
    }
  }

  static final class OfVolume implements ExceptionMapper<VolumeException> {
    @Override
    public Response toResponse(VolumeException e) {
      return response(ErrorAnswer.of(e));
    }
  }

  static final class OfMistake implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable e) {
      return response(ErrorAnswer.ofMistake(e));
    }
  }

  /** What Jersey decides on: paths, methods, media types, parameters. */
  static final class OfJaxRs implements ExceptionMapper<WebApplicationException> {
    @Context private UriInfo uri;
    @Context private Request request;
    @Context private HttpHeaders headers;

    @Override
    public Response toResponse(WebApplicationException e) {
      if (e instanceof ParamException wrong) {
        return response(ErrorAnswer.of(ErrorKind.INVALID_PARAMETER, describe(wrong)));
      }
      int status = e.getResponse().getStatus();
      if (status >= 500) {
        return response(ErrorAnswer.ofMistake(e));
      }
      ErrorKind kind = ErrorKind.ofStatus(status);
      String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
      return response(
          ErrorAnswer.of(
              kind,
              status,
              describe(kind, e),
              allow == null ? Map.of() : Map.of(HttpHeaders.ALLOW, withHead(allow))));
    }

    /** HEAD works wherever GET does, which Jersey does not tell here. */
    private static String withHead(String allow) {
      return Arrays.asList(allow.split(",\\s*")).contains("GET") && !allow.contains("HEAD")
          ? allow.replace("GET", "GET, HEAD")
          : allow;
    }

    private String describe(ParamException wrong) {
      String value = uri.getQueryParameters().getFirst(wrong.getParameterName());
      return "The parameter "
          + wrong.getParameterName()
          + " is '"
          + (value == null ? "" : value)
          + "'. Give a whole number that is not too large.";
    }

    private String describe(ErrorKind kind, WebApplicationException e) {
      String path = uri.getRequestUri().getRawPath();
      return switch (kind) {
        case NO_SUCH_RESOURCE ->
            path.startsWith("/v1/files/")
                ? "There is no resource "
                    + path
                    + ". Write the path of a file as one segment, with"
                    + " its slashes as %2F, as in /v1/files/%2Fvideos%2Fa.mov/data."
                : "There is no resource " + path + ". GET /v1/version answers on every server.";
        case METHOD_NOT_ALLOWED ->
            request.getMethod() + " is not a method of " + path + ". Use one of those in Allow.";
        case NOT_ACCEPTABLE ->
            "The answer is application/json, which Accept does not admit."
                + " Leave Accept out or add that type.";
        case UNSUPPORTED_MEDIA_TYPE ->
            "The body is "
                + headers.getHeaderString(HttpHeaders.CONTENT_TYPE)
                + ". Send it with Content-Type: application/octet-stream.";
        default -> "The request cannot be understood. Check its header fields.";
      };
    }
  }
}
