package io.restriper.server.http;

import io.restriper.server.http.protocol.Protocols;
import io.restriper.server.limit.Admission;
import io.restriper.server.limit.DeclaredSize;
import io.restriper.server.limit.Limit;
import io.restriper.server.limit.Limits;
import io.restriper.server.limit.Paced;
import io.restriper.server.metrics.HttpMetrics;
import io.restriper.server.status.StatusAnswers;
import io.restriper.server.status.StatusFirst;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
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

  /**
   * Connections that may wait to be accepted. Where more come at once their packets are dropped and
   * sent again a second later, and the 50 that are the default come together easily.
   */
  private static final int BACKLOG = 1024;

  /** As many acceptors as the cores of the machine need. */
  private static final int BY_CORES = -1;

  /** Threads that take requests in, and answer what waits for nothing. */
  private static final int SELECTORS = Math.min(4, Runtime.getRuntime().availableProcessors());

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
      port.bind(listen, BACKLOG);
      return port;
    } catch (IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  /**
   * Starts a server. It answers what the status is at once, and everything else when the resources
   * have been put together, which takes most of the time.
   *
   * @param port from {@link #bind}; closed with the server, and also if it does not start
   * @param resources asked once
   * @param status what is answered without them
   * @param metrics where requests are counted
   * @param drain how long {@link #close} lets requests that are under way go on
   * @param options how requests are taken in
   */
  public static HttpServer start(
      ServerSocketChannel port,
      Supplier<ResourceConfig> resources,
      StatusAnswers status,
      HttpMetrics metrics,
      Duration drain,
      HttpOptions options)
      throws IOException {
    InetSocketAddress listen = (InetSocketAddress) port.getLocalAddress();
    Limits limits = options.limits();
    boolean secure = options.tls().isPresent();
    QueuedThreadPool threads = new QueuedThreadPool(Admission.threads(limits));
    threads.setName("http");
    Server jetty = new Server(threads);
    // Not pooled: a buffer that is given back twice, as Jetty has done (see Http1), would go to two
    // connections, and one would get bytes of the other.
    ServerConnector connector =
        new ServerConnector(
            jetty,
            null,
            null,
            new ByteBufferPool.NonPooling(),
            BY_CORES,
            SELECTORS,
            Protocols.of(options.tls(), limits));
    connector.setIdleTimeout(limits.idleTime().toMillis());
    jetty.addConnector(connector);
    jetty.addBean(new NetworkConnectionLimit(limits.count(Limit.CONNECTIONS), connector));
    jetty.setErrorHandler(new JsonErrorHandler(secure));
    Later later = new Later();
    StatusFirst statusFirst = new StatusFirst(later, status);
    Handler paced = new Paced(statusFirst, limits, options.nanos());
    Handler admitted = new Admission(new DeclaredSize(paced, limits), limits);
    // Before the limits, so that who is not let in takes nothing from those who are.
    boolean local = listen.getAddress().isLoopbackAddress() && !secure;
    Handler guarded = new Guard(admitted, options.access(), options.audit(), local);
    GracefulHandler requests = new Draining(new Gate(guarded));
    Handler counted = new SecurityHeaders(new Metered(requests, metrics), secure);
    jetty.setHandler(new Turns(counted, statusFirst, threads));
    try {
      connector.open(port);
      jetty.start();
      later.begin(ContainerFactory.createContainer(JettyHttpContainer.class, resources.get()));
    } catch (Exception e) {
      stop(jetty);
      port.close();
      throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
    return new HttpServer(jetty, connector, requests, drain, uri(secure, listen));
  }

  /** Has classes loaded that {@link #start} needs; nothing else comes of it. */
  public static void load() {
    Server jetty = new Server(new QueuedThreadPool());
    jetty.addConnector(new ServerConnector(jetty, Protocols.of(Optional.empty(), Limits.DEFAULTS)));
  }

  static URI uri(boolean secure, InetSocketAddress listen) {
    // Of all addresses of the machine, one that always works on it.
    String host =
        listen.getAddress().isAnyLocalAddress()
            ? "localhost"
            : listen.getAddress().getHostAddress();
    return URI.create(
        (secure ? "https://" : "http://")
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + listen.getPort());
  }

  /** Where it answers; localhost if it listens on all addresses of the machine. */
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
