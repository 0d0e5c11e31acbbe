package io.restriper.contract.soak;

import io.restriper.contract.raw.Shot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that are held open and not used. */
final class Crowd implements AutoCloseable {
  private final List<SocketChannel> connections = new ArrayList<>();

  private Crowd() {}

  /**
   * Opens them; every third has said the beginning of a request.
   *
   * @throws IOException if there cannot be so many
   */
  static Crowd open(InetSocketAddress server, int count) throws IOException {
    Crowd crowd = new Crowd();
    try {
      ByteBuffer beginning = ByteBuffer.wrap(Shot.latin("GET /v1/version HTTP/1.1\r\nHos"));
      for (int i = 0; i < count; i++) {
        SocketChannel connection = SocketChannel.open(server);
        crowd.connections.add(connection);
        if (i % 3 == 0) {
          connection.write(beginning.duplicate());
        }
      }
      return crowd;
    } catch (IOException e) {
      crowd.close();
      throw e;
    }
  }

  int size() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
