package io.restriper.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.server.Served;
import io.restriper.server.http.DeafClients;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The status is answered by the few threads that take all requests in, so nobody may hold one. */
class StatusInPlaceTest {
  private static final String PATH = "/v1/cluster/protection/restriper/status";
  private static final String GET = "GET " + PATH + " HTTP/1.1";
  private static final int CLIENTS = 20;

  @Test
  void whoReadsNoStatusHoldsUpNobody() throws Exception {
    try (Served served = new Served();
        DeafClients deaf = new DeafClients(served.uri(), CLIENTS, GET)) {
      deaf.askUntilNothingIsTaken();

      assertThat(served.get(PATH).statusCode()).isEqualTo(200);
      assertThat(served.get("/v1/version").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoReadsLateGetsEveryAnswerWhole() throws Exception {
    try (Served served = new Served();
        DeafClients deaf = new DeafClients(served.uri(), 1, GET)) {
      String body = new String(served.get(PATH).body(), StandardCharsets.UTF_8);
      deaf.askUntilNothingIsTaken();
      int sent = deaf.sent(0);

      assertThat(sent).isPositive();
      assertThat(occurrences(body, deaf.channel(0), sent)).isEqualTo(sent);
    }
  }

  /** Reads until a text has come so often, or the connection ends. */
  private static int occurrences(String text, SocketChannel channel, int most) throws Exception {
    channel.configureBlocking(true);
    channel.socket().setSoTimeout(60_000);
    ByteArrayOutputStream unmatched = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    int found = 0;
    while (found < most && channel.read(buffer.clear()) >= 0) {
      unmatched.write(buffer.array(), 0, buffer.position());
      String all = unmatched.toString(StandardCharsets.UTF_8);
      int from = 0;
      for (int at = all.indexOf(text); at >= 0; at = all.indexOf(text, from)) {
        found++;
        from = at + text.length();
      }
      unmatched.reset();
      unmatched.writeBytes(all.substring(from).getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }
}
