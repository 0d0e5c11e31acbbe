package io.restriper.contract.raw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection to a server that is opened anew whenever the last one is of no more use. */
public final class RawConnection implements AutoCloseable {
  /** So long a server may be silent: long enough for its own limits to be over first. */
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final InetSocketAddress server;
  private Socket socket;
  private AnswerReader answers;

  /** A connection that is opened with the first request. */
  public RawConnection(InetSocketAddress server) {
    this.server = server;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws BrokenAnswerException if what comes is no answer
   * @throws SocketTimeoutException if nothing comes
   */
  public RawAnswer send(Shot shot) throws IOException {
    boolean reused = socket != null;
    try {
      Optional<RawAnswer> answer = exchange(shot);
      if (answer.isPresent()) {
        return answer.get();
      }
    } catch (BrokenAnswerException | SocketTimeoutException e) {
      close();
      throw e;
    } catch (IOException e) {
      if (!reused) {
        close();
        throw e;
      }
    }
    close();
    if (!reused) {
      throw new BrokenAnswerException("the connection ended without an answer");
    }
    // A server may end a connection that is idle at any time; then the request goes over a new one.
    return send(shot);
  }

  private Optional<RawAnswer> exchange(Shot shot) throws IOException {
    open();
    socket.getOutputStream().write(shot.bytes());
    Optional<RawAnswer> answer = answers.next(shot.method());
    if (answer.isPresent() && answer.get().last()) {
      close();
    }
    return answer;
  }

  /**
   * Sends bytes over a connection of their own, says that no more will come, and reads all answers.
   */
  public static List<RawAnswer> sendAll(InetSocketAddress server, byte[] bytes) throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.open();
      try {
        connection.socket.getOutputStream().write(bytes);
        connection.socket.shutdownOutput();
      } catch (IOException e) {
        // The server has heard enough, and what it said is still to be read.
      }
      List<RawAnswer> answers = new ArrayList<>();
      try {
        Optional<RawAnswer> next = connection.answers.next("ANY");
        while (next.isPresent()) {
          answers.add(next.get());
          next = next.get().last() ? Optional.empty() : connection.answers.next("ANY");
        }
      } catch (SocketException e) {
        // It was reset: the server did not read to the end, and need not.
      }
      return answers;
    }
  }

  private void open() throws IOException {
    if (socket == null) {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(server, (int) PATIENCE.toMillis());
      answers = new AnswerReader(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
    }
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
