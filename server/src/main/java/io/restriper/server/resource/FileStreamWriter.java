package io.restriper.server.resource;

import io.restriper.engine.volume.VolumeException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends files. What goes wrong before the first byte is answered as an error; after it, the
 * connection ends before the announced length is reached, which no client takes for the whole.
 */
final class FileStreamWriter implements MessageBodyWriter<FileStream> {
  private static final Logger LOG = LoggerFactory.getLogger(FileStreamWriter.class);

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == FileStream.class;
  }

  @Override
  public void writeTo(
      FileStream stream,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream target)
      throws IOException {
    Counting counting = new Counting(target);
    try (stream) {
      stream.transferTo(counting);
    } catch (VolumeException e) {
      if (counting.bytes == 0) {
        throw e;
      }
      LOG.warn(
          "GET {} broke off after {} of {} bytes: {}",
          stream.path(),
          counting.bytes,
          stream.length(),
          e.getMessage());
      throw new IOException(e.getMessage(), e);
    }
  }

  private static final class Counting extends FilterOutputStream {
    private long bytes;

    Counting(OutputStream target) {
      super(target);
    }

    @Override
    public void write(int b) throws IOException {
      bytes++;
      out.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      bytes += length;
      out.write(source, offset, length);
    }
  }
}
