package io.restriper.server.http.protocol;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1.1 with one thread at a time that takes in what a connection brings. With Jetty 12.0.39
 * there can be two: what is not HTTP is refused by a second thread, which has the connection go on
 * when the refusal is sent, though the first one has not yet left it. Both then give the same
 * buffer back (github.com/jetty/jetty.project/issues/12939).
 */
final class Http1 extends HttpConnectionFactory {
  Http1(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    HttpConnection connection = new Single(getHttpConfiguration(), connector, endPoint);
    connection.setUseInputDirectByteBuffers(isUseInputDirectByteBuffers());
    connection.setUseOutputDirectByteBuffers(isUseOutputDirectByteBuffers());
    return configure(connection, connector, endPoint);
  }

  /** Whoever comes while another thread is there has that one go round once more, and leaves. */
  private static final class Single extends HttpConnection {
    private final AtomicInteger rounds = new AtomicInteger();

    Single(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    @Override
    public void onFillable() {
      if (rounds.getAndIncrement() > 0) {
        return;
      }
      do {
        super.onFillable();
      } while (rounds.decrementAndGet() > 0);
    }
  }
}
