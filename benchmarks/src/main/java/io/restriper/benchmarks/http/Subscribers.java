package io.restriper.benchmarks.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many readers of the stream of events, on one thread, which is that of who uses them. */
final class Subscribers implements AutoCloseable {
  private static final byte[] EVENT = "event: drive_lost".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector = Selector.open();
  private final List<SocketChannel> channels = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);

  Subscribers(InetSocketAddress address, int count) throws IOException {
    byte[] request =
        ("GET /v1/cluster/protection/restriper/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(address);
      channels.add(channel);
      channel.write(ByteBuffer.wrap(request));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
    }
  }

  /**
   * Reads for a while.
   *
   * @return how many events came, all readers together
   * @throws IOException if a stream ended
   */
  long read(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    long events = 0;
    for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      selector.select(left);
      for (SelectionKey key : selector.selectedKeys()) {
        buffer.clear();
        if (((SocketChannel) key.channel()).read(buffer) < 0) {
          throw new IOException("A stream of events has ended");
        }
        events += count(buffer.flip());
      }
      selector.selectedKeys().clear();
    }
    return events;
  }

  private static long count(ByteBuffer read) {
    String text = StandardCharsets.US_ASCII.decode(read).toString();
    String event = new String(EVENT, StandardCharsets.US_ASCII);
    long count = 0;
    for (int at = text.indexOf(event); at >= 0; at = text.indexOf(event, at + 1)) {
      count++;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}
