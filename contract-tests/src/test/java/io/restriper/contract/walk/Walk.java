package io.restriper.contract.walk;

import io.restriper.contract.raw.BrokenAnswerException;
import io.restriper.contract.raw.RawAnswer;
import io.restriper.contract.raw.RawConnection;
import io.restriper.contract.raw.Shot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to a server over several connections, and has them judged. */
final class Walk {
  private static final Logger LOG = LoggerFactory.getLogger(Walk.class);

  /** Beyond this a head may be refused before it is read, and the answer lost with the rest. */
  private static final int LARGE_HEAD = 8 * 1024;

  private static final int CONNECTIONS = 4;

  /** A walk that has found so many kinds of failures has found enough. */
  private static final int MOST_KINDS = 10;

  /** What is asked for most, put back so often, because the walk deletes it too. */
  private static final int REFRESH = 250;

  private static final Shot FILE =
      Shot.of("PUT", "/v1/files/%2Fd%2Ff/data")
          .plusHeader("Content-Type: application/octet-stream")
          .withBody("four", Shot.Framing.LENGTH);

  private final InetSocketAddress server;
  private final LongFunction<Shot> requests;
  private final Judge judge;
  private final Keyring keys;
  private final Tally tally = new Tally();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();

  /**
   * A request that was answered wrongly.
   *
   * @param number of the request
   * @param shot the smallest request that shows it
   * @param problems what is wrong with the answer to that
   */
  record Failure(long number, Shot shot, List<String> problems) {
    @Override
    public String toString() {
      return "request "
          + number
          + ": "
          + problems
          + "\nThe smallest request that shows it:\n"
          + Shot.shown(shot.bytes());
    }
  }

  /** A walk over a server that lets everybody in. */
  Walk(InetSocketAddress server, Generator generator, Judge judge) {
    this(server, generator::shot, judge, Keyring.OPEN);
  }

  /**
   * A walk.
   *
   * @param requests by their number, from 0
   * @param keys for the requests that the walk makes by itself
   */
  Walk(InetSocketAddress server, LongFunction<Shot> requests, Judge judge, Keyring keys) {
    this.server = server;
    this.requests = requests;
    this.judge = judge;
    this.keys = keys;
  }

  /** What was answered. */
  Tally tally() {
    return tally;
  }

  /**
   * Walks.
   *
   * @param count how many requests are sent
   * @return what was wrong; empty if all was right
   */
  List<Failure> run(long count) throws IOException, InterruptedException {
    AtomicLong next = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> walkers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        walkers.add(
            threads.submit(
                () -> {
                  walk(next, count);
                  return null;
                }));
      }
      for (Future<?> walker : walkers) {
        walker.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("The walk broke off: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
    List<Failure> smallest = new ArrayList<>();
    Shrinker shrinker = new Shrinker(this::problems);
    for (Failure failure : failures.values()) {
      Shot shot = shrinker.smallest(failure.shot());
      List<String> problems = problems(shot);
      smallest.add(
          problems.isEmpty()
              // It depends on what was asked before or at the same time.
              ? failure
              : new Failure(failure.number(), shot, problems));
    }
    return smallest;
  }

  private void walk(AtomicLong next, long count) throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      for (long number = next.getAndIncrement();
          number < count && failures.size() < MOST_KINDS;
          number = next.getAndIncrement()) {
        if (number % REFRESH == 0) {
          connection.send(keys.allowed(FILE));
        }
        Shot shot = requests.apply(number);
        List<String> problems = problems(connection, shot);
        if (!problems.isEmpty()) {
          found(new Failure(number, shot, problems));
        }
      }
    }
  }

  private void found(Failure failure) {
    String kind = Shrinker.kinds(failure.problems()).toString();
    if (failures.putIfAbsent(kind, failure) == null) {
      LOG.info("Request {} is answered wrongly: {}", failure.number(), failure.problems());
    }
  }

  private List<String> problems(Shot shot) {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(keys.allowed(FILE));
      return problems(connection, shot);
    } catch (IOException e) {
      return List.of("the server does not answer any more: " + e.getMessage());
    }
  }

  private List<String> problems(RawConnection connection, Shot shot) throws IOException {
    try {
      RawAnswer answer = connection.send(shot);
      tally.count(answer.status(), judge.operationsAt(shot), judge.operation(shot));
      return judge.problems(shot, answer);
    } catch (BrokenAnswerException e) {
      return List.of("no whole answer: " + e.getMessage());
    } catch (SocketTimeoutException e) {
      return List.of("no answer");
    } catch (SocketException e) {
      connection.close();
      return shot.bytes().length - shot.body().length() < LARGE_HEAD
          ? List.of("the connection was broken: " + e.getMessage())
          : List.of();
    }
  }
}
