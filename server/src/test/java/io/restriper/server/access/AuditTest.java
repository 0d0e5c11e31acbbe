package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.restriper.server.access.token.Role;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AuditTest {
  private static final Caller WRITER = new Caller("0a1b2c3d", "backup", Optional.of(Role.WRITER));
  private static final InetSocketAddress REMOTE = new InetSocketAddress("192.0.2.7", 40000);

  private final Logger logger = (Logger) LoggerFactory.getLogger(Audit.LOGGER);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Audit audit = new Audit(false, nanos::get);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static Audit.Deed deed(Caller caller, String method, int status) {
    return new Audit.Deed(
        caller, REMOTE, "putFileData", method, "/v1/files/%2Fa%20b/data", status, true);
  }

  @Test
  void aChangeIsALineThatSaysWhoDidWhat() {
    audit.note(deed(WRITER, "PUT", 200));

    assertThat(lines())
        .containsExactly(
            "token=0a1b2c3d name=backup role=writer remote=192.0.2.7 operation=putFileData"
                + " method=PUT path=/v1/files/%2Fa%20b/data status=200");
  }

  @Test
  void aChangeThatBrokeOffOrFailedIsALineToo() {
    audit.note(new Audit.Deed(WRITER, REMOTE, "", "PUT", "/x", 200, false));
    audit.note(deed(WRITER, "DELETE", 404));

    assertThat(lines().get(0)).contains("operation=- ", "status=200 aborted");
    assertThat(lines().get(1)).contains("method=DELETE", "status=404");
  }

  @Test
  void readsAreOnlyWrittenDownIfTheyAreWanted() {
    audit.note(deed(WRITER, "GET", 200));
    audit.note(deed(WRITER, "HEAD", 200));
    assertThat(lines()).isEmpty();
    new Audit(true).note(deed(WRITER, "GET", 200));
    assertThat(lines()).hasSize(1);
  }

  @Test
  void aRefusalIsALine() {
    audit.note(deed(Caller.NOBODY, "GET", 401));
    audit.note(deed(WRITER, "GET", 403));
    audit.note(deed(Caller.NOBODY, "GET", 429));

    assertThat(lines().get(0)).startsWith("token=- name=- role=- remote=192.0.2.7 ");
    assertThat(lines())
        .extracting(line -> line.replaceAll(".*status=", ""))
        .containsExactly("401", "403", "429");
  }

  @Test
  void whatNobodyDidThatIsOpenToEverybodyIsNone() {
    new Audit(true).note(deed(Caller.NOBODY, "PUT", 405));
    assertThat(lines()).isEmpty();
  }

  @Test
  void whereEverybodyIsLetInOnlyOthersThanThisMachineAreWorthALine() {
    InetSocketAddress here = new InetSocketAddress("127.0.0.1", 40000);
    audit.note(new Audit.Deed(Caller.EVERYBODY, here, "x", "PUT", "/x", 200, true));
    assertThat(lines()).isEmpty();
    audit.note(deed(Caller.EVERYBODY, "PUT", 200));
    assertThat(lines().get(0)).startsWith("token=- name=- role=admin remote=192.0.2.7 ");
  }

  @Test
  void refusalsThatComeInFloodsAreCounted() {
    for (int i = 0; i < Audit.REFUSALS + 100; i++) {
      audit.note(deed(Caller.NOBODY, "GET", 401));
    }
    assertThat(lines()).hasSize(Audit.REFUSALS).noneMatch(line -> line.contains("unwritten"));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    audit.note(deed(Caller.NOBODY, "GET", 401));
    audit.note(deed(Caller.NOBODY, "GET", 401));
    assertThat(lines().get(Audit.REFUSALS)).endsWith("status=401 unwritten=100");
    assertThat(lines().get(Audit.REFUSALS + 1)).endsWith("status=401");
  }
}
