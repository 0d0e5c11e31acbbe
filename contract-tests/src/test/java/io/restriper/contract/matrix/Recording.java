package io.restriper.contract.matrix;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a server answered to all calls of a client, in their order, and what the client made of it.
 *
 * @param exchanges the answers
 * @param lines what the client told
 */
record Recording(List<Exchange> exchanges, List<String> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A request and its answer.
   *
   * @param path with the query, as it was sent
   * @param body of the answer
   */
  record Exchange(
      String method, String path, int status, Map<String, List<String>> headers, byte[] body) {

    /** What the request asks for. */
    String request() {
      return method + " " + path;
    }
  }

  static Recording read(Path file) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), Recording.class);
  }

  void write(Path file) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
  }
}
