package io.restriper.server.jar;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Leads those who use the server to the one that runs, makes them wait while there is none, and
 * collects what they found wrong. Closed before the server is killed, so that a request that breaks
 * off while the door is open is the server's fault. Thread-safe.
 */
final class Doorway {
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private JarServer server;
  private boolean ended;

  synchronized void open(JarServer next) {
    server = next;
    notifyAll();
  }

  synchronized void close() {
    server = null;
  }

  /** Nobody is let through any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The server, as soon as there is one; empty after the end. */
  synchronized Optional<JarServer> pass() {
    while (server == null && !ended) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return ended ? Optional.empty() : Optional.of(server);
  }

  synchronized boolean leadsTo(JarServer one) {
    return server == one;
  }

  void report(String what) {
    wrong.add(what);
  }

  void throwIfAnythingIsWrong() {
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong));
    }
  }
}
