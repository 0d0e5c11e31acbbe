package io.restriper.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.restriper.server.Served;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How much memory an answer takes, which no clock and no other program has a part in. */
class StatusAllocationTest {
  private static final String REQUEST =
      "GET /v1/cluster/protection/restriper/status HTTP/1.1\r\n"
          + "Host: localhost\r\nAccept: */*\r\n";
  private static final int WARM_UP = 2_000;
  private static final int REQUESTS = 5_000;

  /** Half more than it is. Of that 8 KiB are the buffer that a request is read into. */
  private static final long MOST_BYTES = 20_000;

  private static final long MOST_BYTES_OF_RESOURCES = 70_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aStatusTakesLittleMemory() throws IOException {
    assertThat(bytes(REQUEST)).as("bytes a request").isPositive().isLessThan(MOST_BYTES);
  }

  @Test
  void anAnswerOfTheResourcesTakesWhatItTakes() throws IOException {
    assertThat(bytes(REQUEST + "X-Nobody-Knows: 1\r\n"))
        .as("bytes a request")
        .isPositive()
        .isLessThan(MOST_BYTES_OF_RESOURCES);
  }

  private long bytes(String head) throws IOException {
    byte[] request = (head + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Served served = new Served();
        Socket socket = served.connect()) {
      ask(socket, request, WARM_UP);
      long before = allocatedByTheServer();
      ask(socket, request, REQUESTS);
      return (allocatedByTheServer() - before) / REQUESTS;
    }
  }

  /** Its threads are kept for a minute after they were needed, so none is lost in between. */
  private long allocatedByTheServer() {
    long[] http =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().startsWith("http"))
            .mapToLong(thread -> thread.getThreadId())
            .toArray();
    return Arrays.stream(threads.getThreadAllocatedBytes(http)).filter(bytes -> bytes > 0).sum();
  }

  private static void ask(Socket socket, byte[] request, int times) throws IOException {
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    byte[] answer = new byte[4096];
    for (int i = 0; i < times; i++) {
      out.write(request);
      int length = 0;
      do {
        int count = in.read(answer, length, answer.length - length);
        assertThat(count).isPositive();
        length += count;
      } while (answer[length - 1] != '}');
    }
  }
}
