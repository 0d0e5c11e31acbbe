package io.restriper.cli.file;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of one file, which breaks off downloads. To be closed. */
final class BrokenServer implements AutoCloseable {
  private static final Pattern OFFSET = Pattern.compile("offset=([0-9]+)");

  private final HttpServer http;
  private final List<String> offsets = new CopyOnWriteArrayList<>();
  private volatile byte[] content = new byte[0];
  private volatile String etag = "";
  private volatile int breaks;
  private volatile String entries = "";

  BrokenServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Sets the file. */
  void file(byte[] bytes, String newEtag) {
    content = bytes;
    etag = newEtag;
  }

  /** Breaks off so many downloads, each in the middle of what it has to send. */
  void breakOff(int downloads) {
    breaks = downloads;
  }

  /** Sets the entries of the root. */
  void entries(String json) {
    entries = json;
  }

  /** Where each download began. */
  List<String> offsets() {
    return offsets;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      if (path.endsWith("/data")) {
        send(exchange);
      } else if (path.endsWith("/entries/")) {
        json(exchange, entries);
      } else {
        json(exchange, "{\"path\":\"/\",\"type\":\"FS_FILE_TYPE_DIRECTORY\"}");
      }
    }
  }

  private static void json(HttpExchange exchange, String json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private void send(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Matcher matcher = OFFSET.matcher(query == null ? "" : query);
    int offset = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    offsets.add(Integer.toString(offset));
    int length = content.length - offset;
    if (length < 0) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] body = "{\"error_class\":\"http_bad_request_error\"}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(400, body.length);
      exchange.getResponseBody().write(body);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    if (!etag.isEmpty()) {
      exchange.getResponseHeaders().set("ETag", etag);
    }
    exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
    boolean broken = breaks > 0;
    breaks = Math.max(0, breaks - 1);
    exchange.getResponseBody().write(content, offset, broken ? length / 2 : length);
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
