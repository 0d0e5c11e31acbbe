package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TokenWatcherTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(TokenWatcher.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final Given first = Given.of(1, Role.OBSERVER);
  private final Given second = Given.of(2, Role.ADMIN);

  @TempDir private Path folder;
  private TokenFile file;
  private Access access;
  private TokenWatcher watcher;

  @BeforeEach
  void start() {
    log.start();
    logger.addAppender(log);
    file = new TokenFile(folder);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    scheduler.shutdownNow();
  }

  private void watch() throws IOException {
    access = Access.of(file.read());
    watcher = new TokenWatcher(file, access, file.bytes(), scheduler);
  }

  private boolean admits(Given given) {
    return access.judge(List.of(given.bearer()), "here").refusal().isEmpty();
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void theFirstTokenEndsThatEverybodyComesIn() throws IOException {
    watch();
    assertThat(admits(second)).isTrue();
    file.change(tokens -> tokens.with(first.token()));
    watcher.look();

    assertThat(admits(first)).isTrue();
    assertThat(admits(second)).isFalse();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .contains("There are tokens now: from here on nobody comes in without one");
  }

  @Test
  void whatIsRevokedAndMadeIsTakenOn() throws IOException {
    file.change(tokens -> tokens.with(first.token()));
    watch();
    file.change(tokens -> tokens.with(second.token()).without(first.token().id()));
    watcher.look();

    assertThat(admits(first)).isFalse();
    assertThat(admits(second)).isTrue();
  }

  @Test
  void aFileThatIsGoneOrWrongChangesNothingAndIsToldOnce() throws IOException {
    file.change(tokens -> tokens.with(first.token()));
    watch();
    byte[] good = Files.readAllBytes(file.path());

    Files.delete(file.path());
    watcher.look();
    watcher.look();
    assertThat(warnings()).singleElement().asString().contains("is gone. Access stays as it was.");
    assertThat(admits(first)).isTrue();
    assertThat(admits(second)).isFalse();

    Files.writeString(file.path(), "{\"format\": 1, \"tokens\": [");
    watcher.look();
    watcher.look();
    assertThat(warnings()).hasSize(2);
    assertThat(warnings().get(1)).contains("is not valid JSON", "Access stays as it was.");
    assertThat(admits(first)).isTrue();

    Files.writeString(file.path(), "");
    watcher.look();
    assertThat(admits(second)).isFalse();

    Files.delete(file.path());
    Files.createDirectory(file.path());
    watcher.look();
    assertThat(warnings()).hasSize(4);
    assertThat(warnings().get(3)).contains("cannot be read");
    assertThat(admits(first)).isTrue();

    Files.delete(file.path());
    Files.write(file.path(), good);
    watcher.look();
    assertThat(admits(first)).isTrue();
    assertThat(warnings()).hasSize(4);
  }

  @Test
  void whenTheLastOneIsRevokedNobodyComesIn() throws IOException {
    file.change(tokens -> tokens.with(first.token()));
    watch();
    file.change(tokens -> tokens.without(first.token().id()));
    watcher.look();

    assertThat(admits(first)).isFalse();
    assertThat(access.judge(List.of(), "here").refusal()).isPresent();
  }

  @Test
  void anOpenServerWhoseNewFileIsWrongStaysOpenAndSaysSo() throws IOException {
    watch();
    Files.writeString(file.path(), "nonsense");
    watcher.look();

    assertThat(access.isOpen()).isTrue();
    assertThat(warnings()).singleElement().asString().contains("Access stays as it was.");
  }

  @Test
  void looksByItselfAndEndsWhenItIsClosed() throws Exception {
    watch();
    try (TokenWatcher running = TokenWatcher.start(file, access, Optional.empty(), scheduler)) {
      file.change(tokens -> tokens.with(first.token()));
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(60))
          .until(() -> !access.isOpen());
      assertThat(running).isNotNull();
    }
    assertThat(scheduler.isShutdown()).isTrue();
  }
}
