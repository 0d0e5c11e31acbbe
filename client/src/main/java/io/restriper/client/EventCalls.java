package io.restriper.client;

import io.restriper.client.call.ApiCalls;
import io.restriper.client.call.Call;
import io.restriper.client.error.RestriperException;
import io.restriper.client.event.EventConnection;
import io.restriper.client.event.EventStream;
import io.restriper.model.api.EventsApi;
import java.io.InputStream;
import java.time.Duration;

/** Connects streams of events. Thread-safe. */
final class EventCalls implements EventConnection {

  private final Connection connection;
  private final Retrier retrier;

  private EventCalls(Connection connection, Retrier retrier) {
    this.connection = connection;
    this.retrier = retrier;
  }

  static EventStream stream(Connection connection, Retrier retrier, String after) {
    EventCalls calls = new EventCalls(connection, retrier);
    InputStream first = retrier.call(Retrier.Repeat.ALWAYS, () -> calls.open(after));
    return new EventStream(calls, first, after == null ? "" : after);
  }

  @Override
  public InputStream open(String lastEventId) {
    Call call = ApiCalls.of(EventsApi.class, api -> api.getRestriperEvents(lastEventId));
    return connection.events(call);
  }

  @Override
  public void pause(int failures, Duration atLeast, RestriperException failure) {
    retrier.pauseBeforeReconnect(failures, atLeast, failure);
  }
}
