package io.restriper.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.engine.coding.Encoding;
import io.restriper.engine.event.EventLog;
import io.restriper.engine.event.Happening;
import io.restriper.engine.facts.ClusterFacts;
import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.MediaType;
import io.restriper.engine.facts.NodeFacts;
import io.restriper.engine.facts.ProtectionFacts;
import io.restriper.engine.facts.SlotFacts;
import io.restriper.engine.facts.SlotState;
import io.restriper.engine.facts.SpaceFacts;
import io.restriper.engine.restripe.RestriperStatus;
import io.restriper.engine.restripe.RunState;
import io.restriper.server.access.Access;
import io.restriper.server.http.HttpOptions;
import io.restriper.server.resource.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A real server over a fake engine, and the ways to ask it. */
public final class Served implements AutoCloseable {
  static final int BLOCK_SIZE = 1 << 20;
  public static final RestriperStatus NOT_STARTED =
      new RestriperStatus(RunState.NOT_STARTED, Optional.empty(), "", false, 0, 0, 0, 1);
  private static final UUID NODE = UUID.fromString("3f0c4e0a-6f0e-4a57-9d0b-0a8f5a0b7c11");

  public final FakeFiles files = new FakeFiles();
  final EventLog events = new EventLog(Clock.systemUTC(), System::nanoTime);
  final FakeRuns runs = new FakeRuns();
  final FakeUpkeep upkeep = new FakeUpkeep();
  public volatile RestriperStatus status = NOT_STARTED;

  /** Done whenever the status is asked for. */
  public volatile Runnable whenAsked = () -> {};

  volatile Facts facts = facts(protection(Optional.empty()), slots());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  public final RestriperServer server;

  public Served() throws IOException {
    this(HttpOptions.defaults());
  }

  /** A server for those who are let in. */
  public Served(Access access) throws IOException {
    this(HttpOptions.defaults().with(access));
  }

  public Served(HttpOptions options) throws IOException {
    server =
        RestriperServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            options,
            files,
            () -> facts,
            this::askedStatus,
            events,
            runs,
            upkeep);
  }

  private RestriperStatus askedStatus() {
    whenAsked.run();
    return status;
  }

  static Facts facts(ProtectionFacts protection, List<SlotFacts> slots) {
    return new Facts(
        new ClusterFacts(UUID.randomUUID(), "testing", 1),
        List.of(
            new NodeFacts(2, UUID.randomUUID(), "node-2", false, false),
            new NodeFacts(1, NODE, "here", true, true)),
        slots,
        new SpaceFacts(BLOCK_SIZE, 5_000_000_000_000L, 4_000_000_000_000L),
        protection);
  }

  static ProtectionFacts protection(Optional<ProtectionFacts.Pending> pending) {
    return new ProtectionFacts(new Encoding(4, 2), 2, 2, 0, 1, pending);
  }

  static List<SlotFacts> slots() {
    List<SlotFacts> slots = new ArrayList<>();
    for (SlotState state : SlotState.values()) {
      slots.add(0, slot(1, slots.size() + 1, state, MediaType.UNKNOWN));
    }
    slots.add(slot(2, 2, SlotState.HEALTHY, MediaType.SSD));
    slots.add(slot(2, 1, SlotState.HEALTHY, MediaType.HDD));
    return slots;
  }

  private static SlotFacts slot(int node, int number, SlotState state, MediaType media) {
    return new SlotFacts(
        node, number, state, "", "/disks/" + number, media, "model", "serial", 10, 4, 6, 20);
  }

  public HttpResponse<byte[]> send(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  public HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  public HttpResponse<byte[]> put(String path, String content, String... headers)
      throws IOException, InterruptedException {
    return send("PUT", path, BodyPublishers.ofString(content), headers);
  }

  public HttpResponse<InputStream> stream(HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofInputStream());
  }

  public static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  /** Sends bytes as they are and returns all that comes until the server closes. */
  public String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public Socket connect() throws IOException {
    Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** Has an event to tell. */
  public void tellSomething() {
    events.publish(Happening.driveLost("1:1", ""));
  }

  /** Where it answers. */
  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
  }
}
