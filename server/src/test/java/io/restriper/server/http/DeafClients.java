package io.restriper.server.http;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that send as many requests as the server takes, and read no answer. */
public final class DeafClients implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TOGETHER = 1000;

  private final List<SocketChannel> channels = new ArrayList<>();
  private final List<ByteBuffer> left = new ArrayList<>();
  private final List<Integer> rounds = new ArrayList<>();

  /** Connects them. */
  public DeafClients(URI server, int count, String requestLine) throws IOException {
    byte[] requests =
        (requestLine + "\r\nHost: localhost\r\n\r\n")
            .repeat(TOGETHER)
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channels.add(channel);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      channel.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.configureBlocking(false);
      left.add(ByteBuffer.wrap(requests));
      rounds.add(1);
    }
  }

  /** Until nobody has got rid of anything for a while: then all answers wait for their readers. */
  public void askUntilNothingIsTaken() {
    await().atMost(LIMIT).during(Duration.ofSeconds(1)).until(() -> ask() == 0);
  }

  private long ask() throws IOException {
    long sent = 0;
    for (int i = 0; i < channels.size(); i++) {
      if (!left.get(i).hasRemaining()) {
        left.get(i).rewind();
        rounds.set(i, rounds.get(i) + 1);
      }
      sent += channels.get(i).write(left.get(i));
    }
    return sent;
  }

  /** A client that is going to read after all. */
  public SocketChannel channel(int client) {
    return channels.get(client);
  }

  /** How many whole requests a client has sent. */
  public int sent(int client) {
    ByteBuffer buffer = left.get(client);
    int each = buffer.capacity() / TOGETHER;
    return (rounds.get(client) - 1) * TOGETHER + buffer.position() / each;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }
}
