package io.restriper.server.http;

import io.restriper.server.metrics.HttpMetrics;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server below the resources. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** A path of 4,095 bytes takes three times as much when each byte is escaped. */
  private static final int MAX_HEAD_BYTES = 32 * 1024;

  /** How long a client may keep silent in the middle of a request, and a connection idle. */
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Server jetty;
  private final ServerConnector connector;
  private final GracefulHandler requests;
  private final Duration drain;
  private final URI uri;

  private HttpServer(
      Server jetty, ServerConnector connector, GracefulHandler requests, Duration drain, URI uri) {
    this.jetty = jetty;
    this.connector = connector;
    this.requests = requests;
    this.drain = drain;
    this.uri = uri;
  }

  /**
   * Takes a port, on which requests wait from then on until a server is started on it.
   *
   * @throws BindException if the port is in use
   */
  public static ServerSocketChannel bind(InetSocketAddress listen) throws IOException {
    ServerSocketChannel port = ServerSocketChannel.open();
    try {
      // So that a server can be started anew while connections of the last one are winding down.
      port.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      port.bind(listen);
      return port;
    } catch (IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  /**
   * Starts a server.
   *
   * @param port from {@link #bind}; closed with the server, and also if it does not start
   * @param metrics where requests are counted
   * @param drain how long {@link #close} lets requests that are under way go on
   */
  public static HttpServer start(
      ServerSocketChannel port, ResourceConfig resources, HttpMetrics metrics, Duration drain)
      throws IOException {
    InetSocketAddress listen = (InetSocketAddress) port.getLocalAddress();
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("http");
    Server jetty = new Server(threads);
    ServerConnector connector =
        new ServerConnector(jetty, new HttpConnectionFactory(configuration()));
    connector.setIdleTimeout(IDLE.toMillis());
    jetty.addConnector(connector);
    jetty.setErrorHandler(new JsonErrorHandler());
    GracefulHandler requests =
        new Draining(
            new Gate(ContainerFactory.createContainer(JettyHttpContainer.class, resources)));
    jetty.setHandler(new Metered(requests, metrics));
    try {
      connector.open(port);
      jetty.start();
    } catch (Exception e) {
      stop(jetty);
      port.close();
      throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
    return new HttpServer(jetty, connector, requests, drain, uri(listen));
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    // A reference to a file is an escaped path in one segment, which the default refuses. What
    // is hostile in a path is refused by the gate and by the path itself.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setRequestHeaderSize(MAX_HEAD_BYTES);
    configuration.setSendServerVersion(false);
    return configuration;
  }

  private static URI uri(InetSocketAddress listen) {
    String host = listen.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listen.getPort());
  }

  /** Where it answers. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    // Not by way of the stop timeout, which cuts short the idle time of requests under way too.
    connector.close();
    try {
      requests.shutdown().get(drain.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "Requests that were still under way after {} s have been broken off", drain.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.warn("Requests under way could not be waited for: {}", e.getMessage(), e);
    }
    stop(jetty);
  }

  private static void stop(Server jetty) {
    try {
      jetty.stop();
    } catch (Exception e) {
      LOG.warn("The HTTP server did not stop cleanly: {}", e.getMessage(), e);
    }
  }
}
