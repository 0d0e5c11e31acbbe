package io.restriper.server.event;

import io.restriper.server.error.ErrorAnswer;
import io.restriper.server.error.ErrorKind;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;

/** Gives a stream of events its media type and headers, or refuses it to who cannot read it. */
public final class EventAnswerFilter implements ContainerResponseFilter {

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(response.getEntity() instanceof EventStream stream)) {
      return;
    }
    if (request.getAcceptableMediaTypes().stream()
        .noneMatch(MediaType.SERVER_SENT_EVENTS_TYPE::isCompatible)) {
      stream.close();
      ErrorAnswer error =
          ErrorAnswer.of(
              ErrorKind.NOT_ACCEPTABLE,
              "The answer is text/event-stream, which Accept does not admit."
                  + " Leave Accept out or add that type.");
      response.setStatus(error.status());
      response.setEntity(error.body(), new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
      return;
    }
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      stream.close();
      response.setEntity(null);
      response.setStatus(200);
      response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS);
      return;
    }
    response.setEntity(stream, new Annotation[0], MediaType.SERVER_SENT_EVENTS_TYPE);
  }
}
