package io.restriper.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;

/** What is done with a body that nobody has read when the answer is sent. */
class RemainderTest {
  private static final Content.Chunk NOTHING_YET = null;

  private final Deque<Content.Chunk> body = new ArrayDeque<>();
  private final AtomicLong ticker = new AtomicLong(Long.MAX_VALUE - 1);
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private boolean endless;
  private Runnable demanded;
  private HttpFields headers = HttpFields.EMPTY;

  @Test
  void isTakenInToItsEnd() {
    body.add(chunk(false));
    body.add(chunk(false));
    body.add(chunk(true));
    remainder().take(done::incrementAndGet);
    assertThat(done).hasValue(1);
    assertThat(body).isEmpty();
  }

  @Test
  void isWaitedForIfTheClientPauses() {
    Remainder remainder = remainder();
    remainder.take(done::incrementAndGet);
    assertThat(done).hasValue(0);
    body.add(chunk(true));
    demanded.run();
    assertThat(done).hasValue(1);
  }

  @Test
  void isHeardNoLongerThanTheClientHasTime() {
    endless = true;
    remainder().take(done::incrementAndGet);
    assertThat(done).hasValue(1);
    assertThat(reads).hasValue((int) Remainder.PATIENCE.toSeconds());
  }

  @Test
  void isNotAskedForIfTheClientWaitsToBeToldToSendIt() {
    headers = HttpFields.build().put(HttpHeader.EXPECT, "100-continue");
    body.add(chunk(true));
    remainder().take(done::incrementAndGet);
    assertThat(done).hasValue(1);
    assertThat(reads).hasValue(0);
  }

  @Test
  void isTakenInIfTheClientWasToldToGoOn() {
    headers = HttpFields.build().put(HttpHeader.EXPECT, "100-continue");
    body.add(chunk(false));
    body.add(chunk(true));
    Remainder remainder = remainder();
    remainder.read();
    remainder.take(done::incrementAndGet);
    assertThat(done).hasValue(1);
    assertThat(body).isEmpty();
  }

  private Remainder remainder() {
    return new Remainder(request(), ticker::get);
  }

  private static Content.Chunk chunk(boolean last) {
    return Content.Chunk.from(ByteBuffer.allocate(1), last);
  }

  /** Each read takes a second. */
  private Content.Chunk read() {
    reads.incrementAndGet();
    ticker.addAndGet(Duration.ofSeconds(1).toNanos());
    return endless ? chunk(false) : body.isEmpty() ? NOTHING_YET : body.remove();
  }

  private Request request() {
    return (Request)
        Proxy.newProxyInstance(
            Request.class.getClassLoader(),
            new Class<?>[] {Request.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "read" -> read();
                  case "getHeaders" -> headers;
                  case "demand" -> {
                    demanded = (Runnable) arguments[0];
                    yield null;
                  }
                  default -> throw new AssertionError(method + " was not expected");
                });
  }
}
