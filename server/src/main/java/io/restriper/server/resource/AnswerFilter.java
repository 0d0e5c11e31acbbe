package io.restriper.server.resource;

import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.error.ErrorKind;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.Map;

/**
 * Gives answers the headers that the contract documents and the generated interfaces have no room
 * for.
 */
final class AnswerFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Object entity = response.getEntity();
    if (entity instanceof WrittenFile file) {
      response.getHeaders().putSingle(HttpHeaders.ETAG, quoted(file.tag()));
    } else if (entity instanceof FileStream stream) {
      answerFile(request, response, stream);
    } else if (entity == null && response.getStatus() >= 400) {
      answerError(
          response,
          ErrorAnswer.of(
              ErrorKind.ofStatus(response.getStatus()),
              response.getStatus(),
              "The request cannot be understood. Check its header fields, Accept and Content-Type"
                  + " above all.",
              Map.of()));
    } else if (request.getMethod().equals(HttpMethod.OPTIONS) && response.getStatus() < 400) {
      // Allow says it all; Jersey repeats it as text, for which the contract has no room.
      response.setEntity(null);
    } else if (response.getStatus() == 204) {
      // The contract answers with 200 also where there is no body.
      response.setStatus(200);
    }
  }

  private static void answerFile(
      ContainerRequestContext request, ContainerResponseContext response, FileStream stream) {
    if (request.getAcceptableMediaTypes().stream()
        .noneMatch(MediaType.APPLICATION_OCTET_STREAM_TYPE::isCompatible)) {
      stream.close();
      answerError(
          response,
          ErrorAnswer.of(
              ErrorKind.NOT_ACCEPTABLE,
              "The answer is application/octet-stream, which Accept does not admit."
                  + " Leave Accept out or add that type."));
      return;
    }
    response.getHeaders().putSingle(HttpHeaders.ETAG, quoted(stream.tag()));
    response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, stream.length());
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      stream.close();
      response.setEntity(null);
      response.setStatus(200);
      response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
      return;
    }
    response.setEntity(stream, new Annotation[0], MediaType.APPLICATION_OCTET_STREAM_TYPE);
  }

  private static void answerError(ContainerResponseContext response, ErrorAnswer error) {
    response.setStatus(error.status());
    response.setEntity(error.body(), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
  }

  private static String quoted(String tag) {
    return '"' + tag + '"';
  }
}
