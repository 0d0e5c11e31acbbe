package io.restriper.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Test;

/** Neither side runs ahead of the other by more than buffers hold, whatever the file's size. */
class LargeFilesTest {

  private static final long HALF_OF_A_GIB = 512L * 1024 * 1024;

  /** More than the buffers of both sockets hold, and far less than the file. */
  private static final long AHEAD = 32L * 1024 * 1024;

  @Test
  void anUploadIsReadNoFasterThanTheServerTakesIt() throws IOException {
    AtomicLong taken = new AtomicLong();
    AtomicLong given = new AtomicLong();
    AtomicLong mostAhead = new AtomicLong();
    try (StandIn server = new StandIn();
        RestriperClient client = server.client()) {
      server.answer(exchange -> StandIn.send(exchange, 200, "application/json", "{}"));
      server.takeBodies(count -> taken.addAndGet(count));
      InputStream source =
          new Generated(HALF_OF_A_GIB) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
              int count = super.read(bytes, offset, length);
              long ahead = given.addAndGet(Math.max(count, 0)) - taken.get();
              mostAhead.accumulateAndGet(ahead, Math::max);
              return count;
            }
          };
      client.put("/a", FileSource.once(source, HALF_OF_A_GIB));
    }
    assertThat(taken).hasValue(HALF_OF_A_GIB);
    assertThat(mostAhead.get()).isLessThan(AHEAD);
  }

  @Test
  void aDownloadIsTakenNoFasterThanItIsRead() throws IOException {
    AtomicLong sent = new AtomicLong();
    AtomicLong mostAhead = new AtomicLong();
    CRC32 expected = new CRC32();
    CRC32 actual = new CRC32();
    try (StandIn server = new StandIn();
        RestriperClient client = server.client()) {
      server.answer(
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(200, HALF_OF_A_GIB);
            byte[] buffer = new byte[64 * 1024];
            InputStream bytes = new Generated(HALF_OF_A_GIB);
            for (int count = bytes.read(buffer); count > 0; count = bytes.read(buffer)) {
              expected.update(buffer, 0, count);
              exchange.getResponseBody().write(buffer, 0, count);
              sent.addAndGet(count);
            }
          });
      long read = 0;
      byte[] buffer = new byte[64 * 1024];
      try (InputStream download = new CheckedInputStream(client.get("/a"), actual)) {
        for (int count = download.read(buffer); count > 0; count = download.read(buffer)) {
          read += count;
          mostAhead.accumulateAndGet(sent.get() - read, Math::max);
        }
      }
      assertThat(read).isEqualTo(HALF_OF_A_GIB);
    }
    assertThat(actual.getValue()).isEqualTo(expected.getValue());
    assertThat(mostAhead.get()).isLessThan(AHEAD);
  }

  /** Bytes made on demand. */
  private static class Generated extends InputStream {

    private long left;

    Generated(long length) {
      left = length;
    }

    @Override
    public int read() {
      throw new AssertionError("Nobody reads single bytes.");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      for (int i = 0; i < count; i++) {
        bytes[offset + i] = (byte) (left - i);
      }
      left -= count;
      return count;
    }
  }
}
