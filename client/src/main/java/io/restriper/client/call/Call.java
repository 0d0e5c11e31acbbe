package io.restriper.client.call;

import java.util.Map;

/**
 * A call of an operation of the API.
 *
 * @param method the HTTP method
 * @param path path and query, encoded
 * @param headers headers by name
 */
public record Call(String method, String path, Map<String, String> headers) {

  /**
   * Copies the headers.
   *
   * @param method the HTTP method
   * @param path path and query, encoded
   * @param headers headers by name
   */
  public Call {
    headers = Map.copyOf(headers);
  }

  /**
   * The published path of a collection ends in a slash, which the generated interfaces drop where
   * it is the end of an interface's common path.
   *
   * @return the same call with a slash at the end of its path
   */
  public Call ofCollection() {
    int end = path.indexOf('?') < 0 ? path.length() : path.indexOf('?');
    return path.startsWith("/", end - 1)
        ? this
        : new Call(method, path.substring(0, end) + "/" + path.substring(end), headers);
  }
}
