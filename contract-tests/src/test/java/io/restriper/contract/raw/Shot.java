package io.restriper.contract.raw;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A request in its parts, each of which can be wrong by itself. Every character of its texts is one
 * byte on the wire.
 *
 * @param method as it is sent
 * @param path as it is sent
 * @param query what stands between the ampersands
 * @param headers whole lines, without their ends; what frames the body comes on top, and Host
 *     unless it is among them
 * @param body what is sent behind the head
 * @param framing how the end of the body is told
 */
public record Shot(
    String method,
    String path,
    List<String> query,
    List<String> headers,
    String body,
    Framing framing) {

  /** How the end of a body is told. */
  public enum Framing {
    /** There is no body. */
    NONE,
    LENGTH,
    CHUNKED
  }

  public Shot {
    query = List.copyOf(query);
    headers = List.copyOf(headers);
  }

  /** A request without anything but a method and a path. */
  public static Shot of(String method, String path) {
    return new Shot(method, path, List.of(), List.of(), "", Framing.NONE);
  }

  /** The same with another method. */
  public Shot withMethod(String other) {
    return new Shot(other, path, query, headers, body, framing);
  }

  /** The same with another path. */
  public Shot withPath(String other) {
    return new Shot(method, other, query, headers, body, framing);
  }

  /** The same with another query. */
  public Shot withQuery(List<String> other) {
    return new Shot(method, path, other, headers, body, framing);
  }

  /** The same with one thing more in the query. */
  public Shot plusQuery(String more) {
    return withQuery(plus(query, more));
  }

  /** The same with other header fields. */
  public Shot withHeaders(List<String> other) {
    return new Shot(method, path, query, other, body, framing);
  }

  /** The same with one header field more. */
  public Shot plusHeader(String more) {
    return withHeaders(plus(headers, more));
  }

  /** The same without the header fields of a name. */
  public Shot withoutHeader(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return withHeaders(
        headers.stream()
            .filter(header -> !header.toLowerCase(Locale.ROOT).startsWith(start))
            .toList());
  }

  /** The same with another body. */
  public Shot withBody(String other, Framing how) {
    return new Shot(method, path, query, headers, other, how);
  }

  private static List<String> plus(List<String> list, String more) {
    List<String> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }

  /** Path and query. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  /** What goes over the wire. */
  public byte[] bytes() {
    StringBuilder head = new StringBuilder(method + " " + target() + " HTTP/1.1\r\n");
    if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: localhost\r\n");
    }
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (framing == Framing.LENGTH) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    } else if (framing == Framing.CHUNKED) {
      head.append("Transfer-Encoding: chunked\r\n");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(latin(head.append("\r\n").toString()));
    if (framing == Framing.LENGTH) {
      bytes.writeBytes(latin(body));
    } else if (framing == Framing.CHUNKED) {
      if (!body.isEmpty()) {
        bytes.writeBytes(latin(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n"));
      }
      bytes.writeBytes(latin("0\r\n\r\n"));
    }
    return bytes.toByteArray();
  }

  /** The bytes of a text of which each character is one. */
  public static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A text of which each character is a byte of the UTF-8 of another. */
  public static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The request for a person: what is no visible ASCII is escaped, and the end of it cut off. */
  public static String shown(byte[] bytes) {
    int most = 2000;
    String text =
        new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.ISO_8859_1)
            .chars()
            .mapToObj(
                c ->
                    c == '\n'
                        ? "\\n\n"
                        : c == '\r'
                            ? "\\r"
                            : c < ' ' || c > '~' ? String.format("\\x%02x", c) : "" + (char) c)
            .collect(Collectors.joining());
    return bytes.length > most ? text + "... (" + bytes.length + " bytes)" : text;
  }
}
