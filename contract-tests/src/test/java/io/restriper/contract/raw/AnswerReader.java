package io.restriper.contract.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads answers off a connection, and believes nothing. */
final class AnswerReader {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})( [ -~]*)?");
  private static final Pattern FIELD =
      Pattern.compile("([!#-'*+\\-.0-9A-Z^-z|~]+):[ \t]*(.*?)[ \t]*");
  private static final int MOST_LINE = 64 * 1024;
  private static final int MOST_BODY = 64 * 1024 * 1024;

  private final InputStream in;

  AnswerReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next answer, interim ones passed over.
   *
   * @param method of the request
   * @return empty if the connection has ended before its first byte
   */
  Optional<RawAnswer> next(String method) throws IOException {
    while (true) {
      String first = line();
      if (first == null) {
        return Optional.empty();
      }
      Matcher status = STATUS.matcher(first);
      if (!status.matches()) {
        throw new BrokenAnswerException("no status line: " + first);
      }
      Map<String, List<String>> headers = headers();
      int code = Integer.parseInt(status.group(1));
      if (code < 100 || code > 199) {
        return Optional.of(answer(method, code, headers));
      }
    }
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(); !"".equals(line); line = line()) {
      Matcher field = FIELD.matcher(line == null ? "" : line);
      if (!field.matches()) {
        throw new BrokenAnswerException("no header field: " + line);
      }
      headers
          .computeIfAbsent(field.group(1).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(field.group(2));
    }
    return headers;
  }

  private RawAnswer answer(String method, int code, Map<String, List<String>> headers)
      throws IOException {
    List<String> length = headers.getOrDefault("content-length", List.of());
    boolean chunked = headers.containsKey("transfer-encoding");
    if (length.size() > 1 || chunked && !length.isEmpty()) {
      throw new BrokenAnswerException("the length is told more than once: " + headers);
    }
    boolean last =
        headers.getOrDefault("connection", List.of()).toString().toLowerCase().contains("close");
    if (method.equals("HEAD") || code == 204 || code == 304) {
      return new RawAnswer(code, headers, new byte[0], last);
    }
    boolean events =
        headers.getOrDefault("content-type", List.of("")).get(0).startsWith("text/event-stream");
    if (events) {
      return new RawAnswer(code, headers, firstEvent(chunked), true);
    }
    if (chunked) {
      return new RawAnswer(code, headers, chunks(), last);
    }
    if (!length.isEmpty()) {
      return new RawAnswer(code, headers, exactly(number(length.get(0), 10)), last);
    }
    return new RawAnswer(code, headers, in.readAllBytes(), true);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      body.writeBytes(chunk);
    }
    return body.toByteArray();
  }

  private byte[] firstEvent(boolean chunked) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String text = "";
    while (!text.contains("\ndata: ") || !text.endsWith("\n\n")) {
      if (chunked && !text.isEmpty()) {
        endOfChunk();
      }
      byte[] more = chunked ? startOfChunk() : in.readNBytes(1);
      if (more.length == 0) {
        break;
      }
      body.writeBytes(more);
      text = body.toString(StandardCharsets.UTF_8);
    }
    return body.toByteArray();
  }

  private byte[] chunk() throws IOException {
    byte[] chunk = startOfChunk();
    endOfChunk();
    return chunk;
  }

  private byte[] startOfChunk() throws IOException {
    String size = line();
    return exactly(number(size == null ? "" : size.split(";")[0].strip(), 16));
  }

  /** It may come with the next chunk only. */
  private void endOfChunk() throws IOException {
    if (!"".equals(line())) {
      throw new BrokenAnswerException("a chunk is longer than it says");
    }
  }

  private static int number(String text, int radix) throws BrokenAnswerException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= MOST_BODY) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with all else that is no length.
    }
    throw new BrokenAnswerException("no length: " + text);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new BrokenAnswerException(bytes.length + " bytes of " + length + " that were told");
    }
    return bytes;
  }

  /** A line without its end; null at the end of the connection. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
          throw new BrokenAnswerException("a line ends without CR: " + line);
        }
        return line.substring(0, line.length() - 1);
      }
      line.append((char) next);
      if (line.length() > MOST_LINE) {
        throw new BrokenAnswerException("an endless line");
      }
    }
    if (line.length() > 0) {
      throw new BrokenAnswerException("a line that is cut off: " + line);
    }
    return null;
  }
}
