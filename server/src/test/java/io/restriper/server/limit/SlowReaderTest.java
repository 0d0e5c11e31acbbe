package io.restriper.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** When the connection of a client is closed that takes in an answer too slowly. */
class SlowReaderTest {
  private final AtomicLong ticker = new AtomicLong();
  private final Deque<Callback> pending = new ArrayDeque<>();
  private final Map<Runnable, Long> alarms = new HashMap<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();
  private boolean atOnce;

  private final SlowReader reader =
      new SlowReader(
          request(),
          response(),
          new Patience(Duration.ofSeconds(60), 1000, ticker::get),
          (alarm, nanos) -> {
            alarms.put(alarm, nanos);
            return () -> alarms.remove(alarm);
          });

  @Test
  void aWriteThatIsDoneAtOnceNeedsNoAlarm() {
    atOnce = true;
    write(5000);
    assertThat(written).hasValue(1);
    assertThat(alarms).isEmpty();
  }

  @Test
  void aWriteThatWaitsMayTakeTheGraceAndTheTimeOfItsBytes() {
    write(5000);
    assertThat(alarms).containsValue(TimeUnit.SECONDS.toNanos(65));
  }

  @Test
  void anAlarmIsTakenBackWhenTheWriteIsDone() {
    write(5000);
    pending.remove().succeeded();
    assertThat(alarms).isEmpty();
    assertThat(closed).hasValue(0);
  }

  @Test
  void theConnectionIsClosedWhenItRings() {
    write(5000);
    alarms.keySet().iterator().next().run();
    assertThat(closed).hasValue(1);
    pending.remove().failed(new java.io.IOException("closed"));
    assertThat(alarms).isEmpty();
    assertThat(written).hasValue(0);
  }

  @Test
  void whatWasWaitedForBeforeCounts() {
    write(1000);
    ticker.addAndGet(TimeUnit.SECONDS.toNanos(50));
    pending.remove().succeeded();
    write(2000);
    assertThat(alarms).containsValue(TimeUnit.SECONDS.toNanos(13));
  }

  @Test
  void anAnswerWithoutABodyIsSent() {
    atOnce = true;
    reader.write(true, null, Callback.from(written::incrementAndGet));
    assertThat(written).hasValue(1);
  }

  private void write(int bytes) {
    reader.write(
        false, ByteBuffer.allocate(bytes), Callback.from(written::incrementAndGet, e -> {}));
  }

  private Response response() {
    return proxy(
        Response.class,
        (name, arguments) -> {
          Callback callback = (Callback) arguments[2];
          if (atOnce) {
            callback.succeeded();
          } else {
            pending.add(callback);
          }
          return null;
        });
  }

  /** One whose connection notes that it is closed. */
  private Request request() {
    EndPoint endPoint =
        proxy(
            EndPoint.class,
            (name, arguments) -> name.equals("close") ? closed.incrementAndGet() : null);
    return proxy(
        Request.class,
        (name, arguments) ->
            switch (name) {
              case "getMethod" -> "GET";
              case "getHttpURI" -> HttpURI.from("/f");
              case "getConnectionMetaData" ->
                  proxy(
                      org.eclipse.jetty.server.ConnectionMetaData.class,
                      (method, none) ->
                          proxy(org.eclipse.jetty.io.Connection.class, (get, nothing) -> endPoint));
              default -> null;
            });
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Object result = answer.to(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : result;
            }));
  }
}
