package io.restriper.server;

import io.restriper.engine.Engine;
import io.restriper.engine.event.EventLog;
import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.UpkeepInsight;
import io.restriper.engine.report.RunReports;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.engine.volume.VolumeFiles;
import io.restriper.server.deprecation.DeprecatedCalls;
import io.restriper.server.event.EventStreams;
import io.restriper.server.health.Health;
import io.restriper.server.http.HttpOptions;
import io.restriper.server.http.HttpServer;
import io.restriper.server.limit.Limit;
import io.restriper.server.limit.LimitedFiles;
import io.restriper.server.limit.Limits;
import io.restriper.server.metrics.Metrics;
import io.restriper.server.metrics.Sources;
import io.restriper.server.resource.BuildInfo;
import io.restriper.server.resource.Resources;
import io.restriper.server.status.StatusAnswers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The documented API over an engine, served on HTTP/1.1, and over TLS also on HTTP/2. It uses the
 * engine and does not own it: close the server first, then the engine. Thread-safe.
 */
public final class RestriperServer implements AutoCloseable {
  /** How long {@link #close} lets requests that are under way go on. */
  public static final Duration DRAIN = Duration.ofSeconds(30);

  private final HttpServer http;
  private final EventStreams streams;
  private final DeprecatedCalls deprecated;
  private final Health health;

  private RestriperServer(
      HttpServer http, EventStreams streams, DeprecatedCalls deprecated, Health health) {
    this.http = http;
    this.streams = streams;
    this.deprecated = deprecated;
    this.health = health;
  }

  /**
   * Starts a server over an engine.
   *
   * @param listen where to listen; port 0 takes any free port, see {@link #uri}
   * @param engine serves until the server is closed
   * @throws java.net.BindException if the port is in use
   * @throws IOException if it cannot listen for another reason
   */
  public static RestriperServer start(InetSocketAddress listen, Engine engine) throws IOException {
    return start(listen, engine, HttpOptions.defaults());
  }

  /**
   * Starts a server over an engine.
   *
   * @param listen where to listen; port 0 takes any free port, see {@link #uri}
   * @param engine serves until the server is closed
   * @param options how requests are taken in
   * @throws java.net.BindException if the port is in use
   * @throws IOException if it cannot listen for another reason
   */
  public static RestriperServer start(InetSocketAddress listen, Engine engine, HttpOptions options)
      throws IOException {
    return start(HttpServer.bind(listen), engine, options);
  }

  /**
   * The same on a port that is taken already.
   *
   * @param port from {@link HttpServer#bind}; closed with the server, and also if it does not start
   */
  static RestriperServer start(ServerSocketChannel port, Engine engine, HttpOptions options)
      throws IOException {
    return start(
        port,
        options,
        engine.files(),
        engine::facts,
        engine::status,
        engine.events(),
        engine.runs(),
        engine);
  }

  /**
   * Starts a server over parts of a volume of whatever kind.
   *
   * @param listen where to listen; port 0 takes any free port, see {@link #uri}
   * @param files the files that it serves
   * @param facts asked for each answer; must not wait
   * @param status asked for each answer; must not wait
   * @param events what it tells of as it happens
   * @param runs the runs that it tells of
   * @param upkeep what its health and its metrics come from
   * @throws java.net.BindException if the port is in use
   * @throws IOException if it cannot listen for another reason
   */
  public static RestriperServer start(
      InetSocketAddress listen,
      VolumeFiles files,
      Supplier<Facts> facts,
      Supplier<RestriperStatus> status,
      EventLog events,
      RunReports runs,
      UpkeepInsight upkeep)
      throws IOException {
    return start(listen, HttpOptions.defaults(), files, facts, status, events, runs, upkeep);
  }

  /**
   * The same with options.
   *
   * @param options how requests are taken in
   * @throws java.net.BindException if the port is in use
   * @throws IOException if it cannot listen for another reason
   */
  public static RestriperServer start(
      InetSocketAddress listen,
      HttpOptions options,
      VolumeFiles files,
      Supplier<Facts> facts,
      Supplier<RestriperStatus> status,
      EventLog events,
      RunReports runs,
      UpkeepInsight upkeep)
      throws IOException {
    return start(HttpServer.bind(listen), options, files, facts, status, events, runs, upkeep);
  }

  /**
   * The same on a port that is taken already.
   *
   * @param port from {@link HttpServer#bind}; closed with the server, and also if it does not start
   */
  static RestriperServer start(
      ServerSocketChannel port,
      HttpOptions options,
      VolumeFiles files,
      Supplier<Facts> facts,
      Supplier<RestriperStatus> status,
      EventLog events,
      RunReports runs,
      UpkeepInsight upkeep)
      throws IOException {
    Limits limits = options.limits();
    EventStreams streams =
        new EventStreams(events, EventStreams.HEARTBEAT, limits.count(Limit.EVENT_STREAMS));
    DeprecatedCalls deprecated = new DeprecatedCalls();
    Health health = new Health(upkeep, runs);
    Metrics metrics =
        new Metrics(new Sources(build(), facts, status, runs, upkeep, health, deprecated));
    return new RestriperServer(
        HttpServer.start(
            port,
            () ->
                Resources.config(
                    new LimitedFiles(files, limits),
                    facts,
                    status,
                    streams,
                    runs,
                    deprecated,
                    health,
                    metrics),
            new StatusAnswers(status, Resources::statusBody),
            metrics.http(),
            DRAIN,
            options),
        streams,
        deprecated,
        health);
  }

  /** Does for nothing what has most of the classes loaded that a start needs besides the engine. */
  static void load() {
    HttpServer.load();
    Resources.statusBody(
        new RestriperStatus(RunState.NOT_STARTED, Optional.empty(), "", false, 0, 0, 0, 1));
  }

  private static Sources.Build build() {
    BuildInfo build = BuildInfo.read();
    return new Sources.Build(build.revisionId(), build.contract(), build.buildId(), build.flavor());
  }

  /** Where it answers, for example {@code http://127.0.0.1:8000}; without a slash at the end. */
  public URI uri() {
    return http.uri();
  }

  /** Who has called deprecated operations, and how often. */
  public DeprecatedCalls deprecatedCalls() {
    return deprecated;
  }

  /**
   * Ends the streams of events, stops accepting requests, lets those under way go on for {@link
   * #DRAIN} at most, and stops. Nothing happens if it is closed already.
   */
  @Override
  public void close() {
    health.stopping();
    streams.close();
    http.close();
  }
}
