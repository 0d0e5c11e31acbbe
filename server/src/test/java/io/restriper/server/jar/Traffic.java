package io.restriper.server.jar;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Users that write, replace, delete and read files all the time, and check every answer. */
final class Traffic {
  private static final int WRITERS = 3;
  private static final int FILES = 24;
  private static final int HALTING = 256 << 10;
  private static final int MOST_MEANWHILE = 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Doorway door;
  private final Ledger ledger =
      new Ledger(IntStream.range(0, FILES).mapToObj(Traffic::path).toList());
  private final AtomicLong operations = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final Set<Long> writesUnderWay = ConcurrentHashMap.newKeySet();
  private final AtomicLong unanswered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private boolean ending;
  private final ExecutorService users = Executors.newCachedThreadPool();

  Traffic(Doorway door) {
    this.door = door;
  }

  private static String path(int file) {
    return "/thrash/dir" + file % 4 + "/file" + file;
  }

  void start(long seed) {
    for (int writer = 0; writer < WRITERS; writer++) {
      int first = writer;
      Random random = new Random(seed + writer);
      // A file has one writer, so that what was acknowledged last is what it holds.
      users.execute(() -> use(server -> change(server, path(own(first, random)), random)));
    }
    Random random = new Random(seed + WRITERS);
    users.execute(() -> use(server -> read(server, path(random.nextInt(FILES)))));
  }

  private static int own(int writer, Random random) {
    return writer + WRITERS * random.nextInt(FILES / WRITERS);
  }

  /** Lets requests that are under way come to their end. */
  void stop() throws InterruptedException {
    synchronized (this) {
      ending = true;
      notifyAll();
    }
    users.shutdown();
    if (!users.awaitTermination(JarServer.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      door.report("A request has had no answer for " + JarServer.LIMIT);
    }
  }

  /** How many requests have had the answer that they should have. */
  /** The numbers of writes that have begun and not ended. */
  Set<Long> writesUnderWay() {
    return Set.copyOf(writesUnderWay);
  }

  /** Whether none of these is under way any more. */
  boolean haveEnded(Set<Long> earlier) {
    return Collections.disjoint(writesUnderWay, earlier);
  }

  long operations() {
    return operations.get();
  }

  @Override
  public String toString() {
    return operations
        + " requests answered, "
        + refused
        + " refused, "
        + unanswered
        + " broken off";
  }

  private interface Use {
    void on(JarServer server);
  }

  private void use(Use use) {
    for (Optional<JarServer> server = door.pass(); server.isPresent(); server = door.pass()) {
      try {
        use.on(server.get());
      } catch (UncheckedIOException e) {
        unanswered.incrementAndGet();
        boolean timeout = e.getCause() instanceof HttpTimeoutException;
        if (timeout || door.leadsTo(server.get())) {
          door.report("A request broke off while the server was running: " + e.getCause());
        }
      } catch (RuntimeException | AssertionError e) {
        door.report("A user gave up: " + e);
        return;
      }
    }
  }

  private void change(JarServer server, String path, Random random) {
    int dice = random.nextInt(10);
    if (dice < 6) {
      long number = writes.incrementAndGet();
      writesUnderWay.add(number);
      try {
        put(server, path, random);
      } finally {
        writesUnderWay.remove(number);
      }
    } else if (dice < 8) {
      delete(server, path);
    } else {
      read(server, path).ifPresent(content -> ledger.settled(path, content));
    }
  }

  private void put(JarServer server, String path, Random random) {
    long content = ledger.nextNumber();
    byte[] bytes = Ledger.bytes(content);
    Set<Long> before = ledger.tried(path, content);
    HttpResponse<byte[]> answer =
        JarServer.send(server.request(JarServer.data(path)).PUT(body(bytes, random)).build());
    if (answer.statusCode() == OK) {
      ledger.settled(path, content);
      answered();
    } else {
      ledger.refused(path, before);
      refused("PUT " + path, answer);
    }
  }

  private BodyPublisher body(byte[] bytes, Random random) {
    boolean halts = bytes.length > HALTING && random.nextInt(3) == 0;
    long until = operations.get() + random.nextInt(MOST_MEANWHILE);
    return halts
        ? BodyPublishers.ofInputStream(() -> new Halting(bytes, until))
        : BodyPublishers.ofByteArray(bytes);
  }

  /** A body of which the second half comes only after some other requests were answered. */
  private final class Halting extends ByteArrayInputStream {
    private final long until;

    Halting(byte[] bytes, long until) {
      super(bytes);
      this.until = until;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      if (pos >= count / 2) {
        awaitAnswered(until);
      }
      return super.read(target, offset, length);
    }
  }

  private synchronized void answered() {
    operations.incrementAndGet();
    notifyAll();
  }

  private synchronized void awaitAnswered(long until) {
    while (operations.get() < until && !ending) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void delete(JarServer server, String path) {
    Set<Long> before = ledger.tried(path, Ledger.ABSENT);
    HttpResponse<byte[]> answer = JarServer.send(server.request(file(path)).DELETE().build());
    boolean wasAbsent = answer.statusCode() == NOT_FOUND && before.contains(Ledger.ABSENT);
    if (answer.statusCode() == OK || wasAbsent) {
      ledger.settled(path, Ledger.ABSENT);
      answered();
    } else {
      ledger.refused(path, before);
      refused("DELETE " + path, answer);
    }
  }

  private static String file(String path) {
    return "/v1/files/" + path.replace("/", "%2F");
  }

  /** What a file holds; empty if that cannot be. */
  private Optional<Long> read(JarServer server, String path) {
    try (Ledger.Look look = ledger.look(path)) {
      HttpResponse<byte[]> answer = JarServer.send(server.request(JarServer.data(path)).build());
      if (answer.statusCode() != OK && answer.statusCode() != NOT_FOUND) {
        door.report("GET " + path + " was answered with " + text(answer));
        return Optional.empty();
      }
      long found = answer.statusCode() == OK ? Ledger.number(answer.body()) : Ledger.ABSENT;
      if (!look.admits(found)) {
        door.report(look + " and holds " + found + " of " + answer.body().length + " bytes");
        return Optional.empty();
      }
      answered();
      return Optional.of(found);
    }
  }

  private void refused(String what, HttpResponse<byte[]> answer) {
    refused.incrementAndGet();
    if (answer.statusCode() != UNAVAILABLE) {
      door.report(what + " was answered with " + text(answer));
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Reads every file, when nobody changes any; the paths of those that are there. */
  List<String> readAll(JarServer server) {
    List<String> there = new ArrayList<>();
    for (String path : ledger.paths()) {
      Optional<Long> found = read(server, path);
      found.ifPresent(content -> ledger.settled(path, content));
      if (found.isPresent() && found.get() != Ledger.ABSENT) {
        there.add(path);
      }
    }
    return there;
  }
}
