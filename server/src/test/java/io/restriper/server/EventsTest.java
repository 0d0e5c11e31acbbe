package io.restriper.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.engine.event.Happening;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsTest {
  private static final String PATH = "/v1/cluster/protection/restriper/events";

  @Test
  void sendsEachEventAsSoonAsItHappens() throws Exception {
    try (Served served = new Served();
        Listener listener = Listener.of(served)) {
      assertThat(listener.response.statusCode()).isEqualTo(200);
      assertThat(listener.response.headers().firstValue("Content-Type"))
          .hasValue("text/event-stream");
      assertThat(listener.response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(listener.nextName()).isEqualTo("reset");
      for (int i = 1; i <= 3; i++) {
        served.events.publish(Happening.driveLost("1:" + i, ""));
        assertThat(listener.nextName()).isEqualTo("drive_lost");
      }
    }
  }

  @Test
  void goesOnWhereTheReaderWas() throws Exception {
    try (Served served = new Served()) {
      String seen = served.events.latest().toString();
      served.events.publish(Happening.driveLost("1:1", ""));
      served.events.publish(Happening.driveBack("1:1", ""));
      try (Listener listener = Listener.of(served, "Last-Event-ID", seen)) {
        assertThat(listener.nextName()).isEqualTo("drive_lost");
        assertThat(listener.nextName()).isEqualTo("drive_back");
      }
    }
  }

  @Test
  void refusesWhoCannotReadEvents() throws Exception {
    try (Served served = new Served()) {
      for (String type : List.of("application/json", "text/html")) {
        HttpResponse<byte[]> response = served.get(PATH, "Accept", type);
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(Served.json(response).path("error_class").asText())
            .isEqualTo("http_not_acceptable_error");
      }
    }
  }

  @Test
  void answersHeadWithoutAStream() throws Exception {
    try (Served served = new Served()) {
      HttpResponse<byte[]> response =
          served.send("HEAD", PATH, HttpRequest.BodyPublishers.noBody());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  void sendsNoMoreStreamsThanTheBoundAndAgainWhenAReaderHasGone() throws Exception {
    List<Listener> listeners = new ArrayList<>();
    try (Served served = new Served()) {
      try {
        for (int i = 0; i < 32; i++) {
          listeners.add(Listener.of(served));
        }
        HttpResponse<byte[]> refused = served.get(PATH);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Served.json(refused).path("error_class").asText())
            .isEqualTo("cluster_too_many_streams_error");
        assertThat(served.get("/v1/cluster/settings").statusCode()).isEqualTo(200);

        listeners.remove(0).close();
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  // A server notices that a reader has gone when it sends something.
                  served.events.publish(Happening.driveLost("1:1", ""));
                  try (Listener another = Listener.of(served)) {
                    return another.response.statusCode() == 200;
                  }
                });
      } finally {
        for (Listener listener : listeners) {
          listener.close();
        }
      }
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsUpNobodyAndIsToldWhatItMissed() throws Exception {
    try (Served served = new Served();
        Socket lazy = served.connect();
        Listener other = Listener.of(served)) {
      lazy.getOutputStream()
          .write(
              ("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      lazy.setSoTimeout(60_000);
      BufferedReader late =
          new BufferedReader(new InputStreamReader(lazy.getInputStream(), StandardCharsets.UTF_8));
      // It reads until its stream has begun, so that it misses what comes, and then no more.
      awaitReset(late);
      assertThat(other.nextName()).isEqualTo("reset");
      String message = "m".repeat(10_000);
      for (int i = 0; i < 5000; i++) {
        served.events.publish(Happening.driveLost("1:1", message));
      }
      CompletableFuture<Void> heard =
          CompletableFuture.runAsync(
              () -> {
                try {
                  String name = other.nextName();
                  while (!name.equals("drive_back")) {
                    name = other.nextName();
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                served.events.publish(Happening.driveBack("1:1", ""));
                return heard.isDone();
              });
      heard.join();
      awaitReset(late);
    }
  }

  private static void awaitReset(BufferedReader stream) throws IOException {
    String line = stream.readLine();
    while (!"event: reset".equals(line)) {
      assertThat(line).isNotNull();
      line = stream.readLine();
    }
  }

  @Test
  void stoppingEndsStreamsAtOnce() throws Exception {
    try (Served served = new Served();
        Listener listener = Listener.of(served)) {
      assertThat(listener.nextName()).isEqualTo("reset");
      CompletableFuture<Void> closed = CompletableFuture.runAsync(served.server::close);
      assertThat(listener.lines.readLine()).isNull();
      closed.get(RestriperServer.DRAIN.toSeconds() - 5, TimeUnit.SECONDS);
    }
  }

  private record Listener(HttpResponse<InputStream> response, BufferedReader lines)
      implements AutoCloseable {
    static Listener of(Served served, String... headers) throws IOException, InterruptedException {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(served.server.uri() + PATH));
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<InputStream> response = served.stream(request.build());
      return new Listener(
          response,
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    /** Reads on to the end of the next event and gives its name. */
    String nextName() throws IOException {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        }
        if (line.isEmpty() && !name.isEmpty()) {
          return name;
        }
      }
      return "the stream has ended";
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }
}
