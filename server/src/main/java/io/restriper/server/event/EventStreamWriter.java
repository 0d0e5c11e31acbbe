package io.restriper.server.event;

import jakarta.inject.Provider;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.eclipse.jetty.server.Response;

/** Sends streams of events, each event as soon as it is there. */
public final class EventStreamWriter implements MessageBodyWriter<EventStream> {
  private final EventStreams streams;

  /** Given by Jersey, which has no other way to tell of the answer below it. */
  @Context private Provider<Response> response;

  /** A writer for the streams of a server. */
  public EventStreamWriter(EventStreams streams) {
    this.streams = streams;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == EventStream.class;
  }

  @Override
  public void writeTo(
      EventStream stream,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream target)
      throws IOException {
    try (stream) {
      // The head goes with it. What follows goes past this, to a sink that need not be waited for.
      target.write(stream.beginning());
      streams.send(stream, response.get());
    }
  }
}
