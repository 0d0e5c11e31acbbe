package io.restriper.contract.walk;

import io.restriper.contract.raw.Shot;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers each request by a function of its head, a connection each, whatever that may be. */
final class BrokenServer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\ncontent-length: (\\d+)");

  private static final String ERROR =
      "{\"error_class\":\"service_unavailable_error\",\"description\":\"It stops.\",\"module\":\"server\","
          + "\"stack\":[],\"user_visible\":true,\"inner\":null}";

  /** What a server can say to anything, and be right. */
  static final String RIGHT =
      answer("503 Unavailable", "application/json", "Retry-After: 5\r\n", ERROR);

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final UnaryOperator<String> answers;

  private BrokenServer(ServerSocket socket, UnaryOperator<String> answers) {
    this.socket = socket;
    this.answers = answers;
  }

  /**
   * Starts one.
   *
   * @param answers what is sent, by the head of the request
   */
  static BrokenServer start(UnaryOperator<String> answers) throws IOException {
    BrokenServer server =
        new BrokenServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
    server.threads.execute(server::accept);
    return server;
  }

  /** A whole answer. */
  static String answer(String status, String type, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: "
        + type
        + "\r\n"
        + headers
        + "Connection: close\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String head = upTo(in, "\r\n\r\n");
      Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
      if (head.contains("Transfer-Encoding: chunked")) {
        upTo(in, "0\r\n\r\n");
      } else if (length.find()) {
        in.readNBytes(Integer.parseInt(length.group(1)));
      }
      String answer = answers.apply(head);
      boolean bodiless = head.startsWith("HEAD ") && answer.contains("\r\n\r\n");
      connection
          .getOutputStream()
          .write(
              Shot.latin(bodiless ? answer.substring(0, answer.indexOf("\r\n\r\n") + 4) : answer));
    } catch (IOException e) {
      // The walk sees that.
    }
  }

  private static String upTo(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < end.length()
        || !text.substring(text.length() - end.length()).equals(end)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("cut off");
      }
      text.append((char) next);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
