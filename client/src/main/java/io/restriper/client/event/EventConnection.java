package io.restriper.client.event;

import io.restriper.client.error.RestriperException;
import java.io.InputStream;
import java.time.Duration;

/** How a stream of events gets to the server. For the client itself. */
public interface EventConnection {

  /**
   * Asks the server for events, once.
   *
   * @param lastEventId ID of the last event that was seen; null for none
   * @return Server-Sent Events, to be closed; reading may throw an {@code IOException} whose cause
   *     is a {@link RestriperException}
   * @throws RestriperException if there is no stream
   */
  InputStream open(String lastEventId);

  /**
   * Lets time pass after a failure.
   *
   * @param failures how many there have been since something came, from 1 on
   * @param atLeast how long the server wants a client to wait
   * @param failure the last one
   * @throws RestriperException if another attempt would not help, or the client was closed
   */
  void pause(int failures, Duration atLeast, RestriperException failure);
}
