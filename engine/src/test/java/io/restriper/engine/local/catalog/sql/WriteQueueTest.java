package io.restriper.engine.local.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteQueueTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Path file;
  private SqlFailures failures;
  private WriteQueue queue;
  private ReaderPool readers;

  @BeforeEach
  void open() throws Exception {
    file = directory.resolve("test.db");
    failures = new SqlFailures(file);
    queue = new WriteQueue(file, Session.writer(file), () -> Session.writer(file), failures);
    readers = new ReaderPool(file, failures);
    queue.write(session -> session.update("CREATE TABLE t (n INTEGER PRIMARY KEY, bytes BLOB)"));
  }

  @AfterEach
  void close() throws Exception {
    threads.shutdownNow();
    readers.close();
    queue.close();
  }

  @Test
  void writesThatQueueUpDuringACommitShareTheNextOne() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Future<?> first = threads.submit(() -> queue.write(session -> waitFor(hold)));
    long before = queue.syncs();
    List<Future<?>> writes = queueUp(first, 50, -1);

    hold.countDown();
    for (Future<?> write : writes) {
      write.get();
    }

    assertThat(numbers()).hasSize(50);
    assertThat(queue.syncs() - before).isLessThanOrEqualTo(3);
  }

  @Test
  void aWriteIsSyncedAndOneAheadIsNotUnlessItSharesACommitWithOne() throws Exception {
    long before = queue.syncs();
    assertThat(queue.writeAhead(WriteQueueTest::syncs)).isFalse();
    assertThat(queue.syncs()).isEqualTo(before);
    assertThat(queue.write(WriteQueueTest::syncs)).isTrue();
    assertThat(queue.writeAhead(WriteQueueTest::syncs)).isFalse();
    assertThat(queue.syncs()).isEqualTo(before + 1);

    CountDownLatch hold = new CountDownLatch(1);
    Future<?> first = threads.submit(() -> queue.writeAhead(session -> waitFor(hold)));
    List<Future<?>> writes = queueUp(first, 1, -1);
    Future<Boolean> ahead = threads.submit(() -> queue.writeAhead(WriteQueueTest::syncs));
    await().atMost(LIMIT).until(() -> queue.waiting() == 2);
    hold.countDown();

    writes.get(0).get();
    assertThat(ahead.get()).isTrue();
  }

  /** Whether SQLite syncs the log with the commit that is under way. */
  private static boolean syncs(Session session) throws SQLException {
    return session.number("PRAGMA synchronous").orElseThrow() == 2;
  }

  @Test
  void aWriteThatFailsIsUndoneAlone() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Future<?> first = threads.submit(() -> queue.write(session -> waitFor(hold)));
    List<Future<?>> writes = queueUp(first, 10, 4);

    hold.countDown();

    for (int i = 0; i < writes.size(); i++) {
      Future<?> write = writes.get(i);
      if (i == 4) {
        assertThatThrownBy(write::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(IllegalStateException.class);
      } else {
        write.get();
      }
    }
    assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void aWriteThatBreaksARuleOfTheDatabaseIsUndoneAndSaysSo() throws Exception {
    assertThatThrownBy(
            () ->
                queue.write(
                    session -> {
                      session.update("INSERT INTO t (n) VALUES (1)");
                      return session.update("INSERT INTO t (n) VALUES (1)");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing was changed");
    assertThat(numbers()).isEmpty();
  }

  @Test
  void aFullDiskIsAnErrorThatChangesNothingAndPasses() throws Exception {
    queue.write(session -> session.update("INSERT INTO t (n) VALUES (1)"));
    long pages = readers.read(session -> session.number("PRAGMA page_count").orElseThrow());
    queue.write(session -> session.number("PRAGMA max_page_count = " + pages));

    assertThatThrownBy(() -> queue.write(session -> fill(session, 2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is full")
        .hasMessageContaining("Make room");

    assertThat(numbers()).containsExactly(1L);
    queue.write(session -> session.number("PRAGMA max_page_count = 1000000"));
    queue.write(session -> fill(session, 3));
    assertThat(numbers()).containsExactly(1L, 3L);
  }

  @Test
  void aBrokenSessionIsOpenedAnew() throws Exception {
    AtomicReference<Session> broken = new AtomicReference<>();
    assertThatThrownBy(
            () ->
                queue.write(
                    session -> {
                      broken.set(session);
                      session.update("INSERT INTO t (n) VALUES (1)");
                      session.close();
                      return session.update("INSERT INTO t (n) VALUES (2)");
                    }))
        .isInstanceOf(IOException.class);
    queue.write(session -> session.update("INSERT INTO t (n) VALUES (3)"));
    assertThat(numbers()).containsExactly(3L);
  }

  @Test
  void anInterruptedCallerWritesAndReadsAndStaysInterrupted() throws Exception {
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              queue.write(session -> session.update("INSERT INTO t (n) VALUES (1)"));
              readers.read(session -> session.number("SELECT count(*) FROM t"));
              return Thread.currentThread().isInterrupted();
            });
    assertThat(interrupted.get()).isTrue();
    assertThat(numbers()).containsExactly(1L);
  }

  @Test
  void readersSeeTheStateBeforeWhileAWriteIsGoingOn() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    Future<?> write =
        threads.submit(
            () ->
                queue.write(
                    session -> {
                      session.update("INSERT INTO t (n) VALUES (1)");
                      written.countDown();
                      return waitFor(hold);
                    }));
    written.await();
    assertThat(numbers()).isEmpty();
    hold.countDown();
    write.get();
    assertThat(numbers()).containsExactly(1L);
  }

  @Test
  void closingFinishesWhatIsQueuedAndRefusesTheRest() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    Future<?> first = threads.submit(() -> queue.write(session -> waitFor(hold)));
    List<Future<?>> writes = queueUp(first, 5, -1);
    Future<?> closing = threads.submit(queue::close);
    hold.countDown();
    closing.get();
    for (Future<?> write : writes) {
      write.get();
    }
    assertThatThrownBy(() -> queue.write(session -> 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThat(numbers()).hasSize(5);
  }

  @Test
  void aLongLogIsShortened() throws Exception {
    Path other = directory.resolve("other.db");
    Path log = directory.resolve("other.db-wal");
    try (WriteQueue shortening =
        new WriteQueue(
            other, Session.writer(other), () -> Session.writer(other), failures, 100_000)) {
      shortening.write(session -> session.update("CREATE TABLE t (n INTEGER, bytes BLOB)"));
      assertThat(Files.size(log)).isPositive();
      shortening.write(session -> fill(session, 1));
      await().atMost(LIMIT).until(() -> Files.size(log) == 0);
      shortening.write(session -> fill(session, 2));
      assertThat(
              shortening.<Optional<Long>>write(session -> session.number("SELECT count(*) FROM t")))
          .contains(2L);
    }
  }

  /** Queues writes of the numbers 0 to count-1 behind one that is held, all of them waiting. */
  private List<Future<?>> queueUp(Future<?> held, int count, int failing) {
    await().atMost(LIMIT).until(() -> queue.waiting() == 0);
    List<Future<?>> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long number = i;
      writes.add(
          threads.submit(
              () ->
                  queue.write(
                      session -> {
                        long rows = session.update("INSERT INTO t (n) VALUES (?)", number);
                        if (number == failing) {
                          throw new IllegalStateException("on purpose");
                        }
                        return rows;
                      })));
    }
    await().atMost(LIMIT).until(() -> queue.waiting() == count);
    assertThat(held.isDone()).isFalse();
    return writes;
  }

  private static long fill(Session session, int number) throws SQLException {
    return session.update("INSERT INTO t VALUES (?, zeroblob(1000000))", number);
  }

  private static Void waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return null;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> numbers() throws IOException {
    return readers.read(session -> session.list("SELECT n FROM t", row -> row.getLong(1)));
  }
}
