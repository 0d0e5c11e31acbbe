package io.restriper.client.http;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One request.
 *
 * @param method the HTTP method
 * @param uri the address
 * @param headers headers by name
 * @param body the body, empty for none
 */
public record Request(
    String method, URI uri, Map<String, String> headers, Optional<RequestBody> body) {

  /**
   * Copies the headers.
   *
   * @param method the HTTP method
   * @param uri the address
   * @param headers headers by name
   * @param body the body, empty for none
   */
  public Request {
    headers = Map.copyOf(headers);
  }

  /** What messages call it: the method and the address. */
  String name() {
    return method + " " + uri;
  }
}
