package io.restriper.server;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.server.http.HttpServer;
import io.restriper.server.resource.Resources;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The documented API over an engine, served on HTTP/1.1. It uses the engine and does not own it:
 * close the server first, then the engine. Thread-safe.
 */
public final class RestriperServer implements AutoCloseable {
  /** How long {@link #close} lets requests that are under way go on. */
  public static final Duration DRAIN = Duration.ofSeconds(30);

  private final HttpServer http;

  private RestriperServer(HttpServer http) {
    this.http = http;
  }

  /**
   * Starts a server.
   *
   * @param listen where to listen; port 0 takes any free port, see {@link #uri}
   * @param files the files that it serves
   * @param facts asked for each answer; must not wait
   * @param status asked for each answer; must not wait
   * @param runs the runs that it tells of
   * @throws java.net.BindException if the port is in use
   * @throws IOException if it cannot listen for another reason
   */
  public static RestriperServer start(
      InetSocketAddress listen,
      VolumeFiles files,
      Supplier<Facts> facts,
      Supplier<RestriperStatus> status,
      RunReports runs)
      throws IOException {
    return new RestriperServer(
        HttpServer.start(listen, Resources.config(files, facts, status, runs), DRAIN));
  }

  /** Where it answers, for example {@code http://127.0.0.1:8000}; without a slash at the end. */
  public URI uri() {
    return http.uri();
  }

  /**
   * Stops accepting requests, lets those under way go on for {@link #DRAIN} at most, and stops.
   * Nothing happens if it is closed already.
   */
  @Override
  public void close() {
    http.close();
  }
}
