package io.restriper.contract.walk;

import io.restriper.contract.raw.BrokenAnswerException;
import io.restriper.contract.raw.RawAnswer;
import io.restriper.contract.raw.RawConnection;
import io.restriper.contract.raw.Shot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * What is no HTTP, or nearly none: requests whose bytes have been changed, cut off and put
 * together. Whatever comes back has to be HTTP and to give nothing away.
 */
final class Malformed {
  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\r",
          "\n",
          "\r\n\r\n",
          "\u0000",
          " ",
          "  ",
          "\t",
          ":",
          "%",
          "/",
          "?",
          "#",
          "\u00ff",
          "\u0080",
          "\r\n ",
          "\r\nX",
          "\r\nHost: b\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: +4\r\n",
          "Content-Length: 4,4\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: 0x4\r\n",
          "Content-Length :4\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Transfer-Encoding: chunked, gzip\r\n",
          "Transfer-Encoding: \u000bchunked\r\n",
          "Transfer-Encoding: identity\r\n",
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/2.0",
          "HTTP/1.",
          "HTTP/1.10",
          "http/1.1",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "0\r\n\r\n",
          "ffffffffffffffff\r\n",
          "-1\r\n",
          "4;x=\"\r\n",
          "\u0016\u0003\u0001",
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
          "Connection: close\r\n",
          "Expect: 100-continue\r\n",
          "Upgrade: h2c\r\n",
          "a".repeat(500));

  private final InetSocketAddress server;
  private final Generator generator;
  private final Judge judge;
  private final long seed;
  private int answers;

  Malformed(InetSocketAddress server, Generator generator, Judge judge, long seed) {
    this.server = server;
    this.generator = generator;
    this.judge = judge;
    this.seed = seed;
  }

  /** How many answers came. */
  int answers() {
    return answers;
  }

  /**
   * Sends that many.
   *
   * @return what was wrong, the first thing found; empty if nothing was
   */
  List<String> run(int count) {
    for (int number = 0; number < count; number++) {
      byte[] bytes = bytes(number);
      List<String> problems = problems(bytes);
      if (!problems.isEmpty()) {
        byte[] smallest = smallest(bytes, candidate -> !problems(candidate).isEmpty());
        return List.of(
            "malformed request " + number + ": " + problems(smallest) + " " + problems,
            Shot.shown(smallest));
      }
    }
    return List.of();
  }

  private byte[] bytes(int number) {
    SplittableRandom random = new SplittableRandom(seed * 31 + number);
    Shot shot = generator.shot(random.nextLong(1L << 40));
    while (isEndless(shot)) {
      shot = generator.shot(random.nextLong(1L << 40));
    }
    String text = new String(shot.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      text = changed(text, random);
    }
    return Shot.latin(text);
  }

  /** A stream of events does not end, and an answer to HEAD does not show where it does. */
  private static boolean isEndless(Shot shot) {
    return shot.path().contains("events") || shot.method().contains("HEAD");
  }

  private static String changed(String text, SplittableRandom random) {
    // Most of what can go wrong is in the head.
    int at = random.nextInt(Math.max(1, Math.min(text.length(), 400)));
    int end = Math.min(text.length(), at + 1 + random.nextInt(8));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + (char) random.nextInt(256) + text.substring(end);
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, at);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text + Generator.pick(PIECES, random);
      default -> text.substring(0, at) + Generator.pick(PIECES, random) + text.substring(at);
    };
  }

  /** What is wrong with what comes back. */
  List<String> problems(byte[] bytes) {
    try {
      List<String> found = new ArrayList<>();
      for (RawAnswer answer : RawConnection.sendAll(server, bytes)) {
        answers++;
        found.addAll(
            judge.general(answer, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)));
        if (answer.status() >= 400 && answer.status() != 503) {
          found.addAll(judge.errorShape(answer, "ANY"));
        }
      }
      return found;
    } catch (BrokenAnswerException e) {
      return List.of("no whole answer: " + e.getMessage());
    } catch (IOException e) {
      return List.of("no answer: " + e.getMessage());
    }
  }

  /** Leaves out ever smaller stretches, as long as it still fails. */
  private static byte[] smallest(byte[] bytes, Predicate<byte[]> fails) {
    byte[] best = bytes;
    for (int stretch = bytes.length / 2; stretch > 0; stretch /= 2) {
      for (int at = 0; at + stretch <= best.length; at += stretch) {
        byte[] candidate = Arrays.copyOf(best, best.length - stretch);
        System.arraycopy(best, at + stretch, candidate, at, best.length - at - stretch);
        if (fails.test(candidate)) {
          best = candidate;
          at -= stretch;
        }
      }
    }
    return best;
  }
}
