package io.restriper.client.event;

/** What came in a stream of events. */
public sealed interface StreamEvent {

  /**
   * The ID of the event, to begin another stream after it.
   *
   * @return the ID; empty if the server sent none
   */
  String id();

  /**
   * Something has happened.
   *
   * @param id ID of the event; empty if the server sent none
   * @param event what has happened; its type may be one that this client does not know
   */
  record Happened(String id, RestriperEvent event) implements StreamEvent {}

  /**
   * The stream begins anew: what was known before may be outdated, and events may be missing.
   *
   * @param id ID of the event; empty if the server sent none
   * @param reset the status as it is now
   */
  record Reset(String id, StreamReset reset) implements StreamEvent {}
}
