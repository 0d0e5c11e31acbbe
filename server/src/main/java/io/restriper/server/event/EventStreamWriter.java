package io.restriper.server.event;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Sends streams of events, each event as soon as it is there. */
public final class EventStreamWriter implements MessageBodyWriter<EventStream> {
  private static final int BUFFER = 8192;

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
    byte[] buffer = new byte[BUFFER];
    try (stream) {
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        target.write(buffer, 0, count);
        target.flush();
      }
    }
  }
}
