package io.restriper.contract.soak;

import io.restriper.contract.raw.RawAnswer;
import io.restriper.contract.raw.RawConnection;
import io.restriper.contract.raw.Shot;
import io.restriper.contract.raw.Shot.Framing;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a server has to do: files of a fixed number and fixed sizes that are replaced, deleted and
 * written anew, read and read in parts; status, metrics and runs; and clients that go away in the
 * middle. Each file belongs to one worker, so that it is known what must be in it. Not thread-safe:
 * one a worker.
 */
final class Mix implements AutoCloseable {
  private static final int[] SIZES = {0, 100, 4_000, 60_000, 200_000, 700_000};
  private static final List<String> READS =
      List.of(
          "/v1/cluster/protection/restriper/status",
          "/v1/cluster/restriper/status",
          "/v1/cluster/protection/restriper/runs/",
          "/v1/cluster/protection/status",
          "/v1/cluster/slots/",
          "/v1/file-system",
          "/v1/version",
          "/readyz",
          "/");

  private final InetSocketAddress server;
  private final RawConnection connection;
  private final SplittableRandom random;
  private final AtomicLong requests;
  private final int worker;
  private final int[] versions;

  /**
   * A worker.
   *
   * @param files how many files it has
   * @param requests where requests are counted
   */
  Mix(InetSocketAddress server, int worker, int files, AtomicLong requests) {
    this.server = server;
    this.connection = new RawConnection(server);
    this.random = new SplittableRandom(worker);
    this.requests = requests;
    this.worker = worker;
    this.versions = new int[files];
  }

  /** Writes all files. */
  void fill() throws IOException {
    for (int file = 0; file < versions.length; file++) {
      write(file);
    }
  }

  /** A share of a minute's worth of work. */
  void minute() throws IOException {
    for (int i = 0; i < 15; i++) {
      get(READS.get(random.nextInt(READS.size())));
      read(random.nextInt(versions.length));
    }
    get("/metrics");
    for (int i = 0; i < 2; i++) {
      write(random.nextInt(versions.length));
    }
    int anew = random.nextInt(versions.length);
    expect(200, send(Shot.of("DELETE", "/v1/files/" + ref(anew))));
    expect(404, send(Shot.of("GET", "/v1/files/" + ref(anew) + "/info/attributes")));
    write(anew);
    expect(200, send(Shot.of("GET", "/v1/files/%2Fsoak%2F" + worker + "/entries/?limit=10")));
    breakOffAWrite(anew);
    breakOffARead(anew);
    leaveAStream();
    knock();
  }

  private String ref(int file) {
    return "%2Fsoak%2F" + worker + "%2F" + file;
  }

  private String content(int file) {
    char fill = (char) ('a' + versions[file] % 26);
    return String.valueOf(fill).repeat(SIZES[file % SIZES.length]);
  }

  private Shot put(int file, String content) {
    return Shot.of("PUT", "/v1/files/" + ref(file) + "/data")
        .plusHeader("Content-Type: application/octet-stream")
        .withBody(content, random.nextBoolean() ? Framing.LENGTH : Framing.CHUNKED);
  }

  private void write(int file) throws IOException {
    versions[file]++;
    expect(200, send(put(file, content(file))));
  }

  private void read(int file) throws IOException {
    String content = content(file);
    int from = random.nextBoolean() ? 0 : random.nextInt(content.length() + 1);
    RawAnswer answer =
        send(Shot.of("GET", "/v1/files/" + ref(file) + "/data").plusQuery("offset=" + from));
    expect(200, answer);
    if (!answer.text().equals(content.substring(from))) {
      throw new AssertionError("Other bytes in " + ref(file) + " from " + from + " on");
    }
  }

  private void get(String path) throws IOException {
    expect(200, send(Shot.of("GET", path)));
  }

  private RawAnswer send(Shot shot) throws IOException {
    requests.incrementAndGet();
    return connection.send(shot);
  }

  private static void expect(int status, RawAnswer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer.status() + " and not " + status + ": " + answer.text());
    }
  }

  /** A client that goes in the middle of what it sends, once politely and once not. */
  private void breakOffAWrite(int file) throws IOException {
    byte[] bytes = put(file, "z".repeat(300_000)).bytes();
    try (Socket socket = open()) {
      socket.getOutputStream().write(bytes, 0, 1000 + random.nextInt(bytes.length - 2000));
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0);
      }
    }
  }

  /** A client that goes in the middle of what it gets. */
  private void breakOffARead(int file) throws IOException {
    try (Socket socket = open()) {
      socket.setReceiveBufferSize(4096);
      int large = file - file % SIZES.length + SIZES.length - 1;
      String path = "/v1/files/" + ref(Math.min(large, versions.length - 1)) + "/data";
      socket.getOutputStream().write(Shot.of("GET", path).bytes());
      InputStream in = socket.getInputStream();
      in.readNBytes(random.nextInt(2000));
      socket.setSoLinger(true, 0);
    }
  }

  /** A reader of events that goes after the first one. */
  private void leaveAStream() throws IOException {
    try (RawConnection stream = new RawConnection(server)) {
      requests.incrementAndGet();
      RawAnswer answer = stream.send(Shot.of("GET", "/v1/cluster/protection/restriper/events"));
      if (answer.status() != 200 && answer.status() != 503) {
        throw new AssertionError(answer.status() + ": " + answer.text());
      }
    }
  }

  /** Clients that connect and say nothing, or no more than a beginning. */
  private void knock() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (Socket socket = open()) {
        if (i % 2 == 0) {
          socket.getOutputStream().write(Shot.latin("GET /v1/ver"));
        }
      }
    }
  }

  private Socket open() throws IOException {
    requests.incrementAndGet();
    Socket socket = new Socket();
    socket.connect(server);
    return socket;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
