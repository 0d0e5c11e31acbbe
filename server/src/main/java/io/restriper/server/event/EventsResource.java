package io.restriper.server.event;

import io.restriper.model.api.EventsApi;
import java.io.InputStream;

/** What the restriper does, told as it happens. */
public final class EventsResource implements EventsApi {
  private final EventStreams streams;
  private final EventFrames frames;

  /** The resource over the streams of a server. */
  public EventsResource(EventStreams streams, EventFrames frames) {
    this.streams = streams;
    this.frames = frames;
  }

  @Override
  public InputStream getRestriperEvents(String lastEventId) {
    return streams.open(lastEventId, frames);
  }
}
