package io.restriper.client.deprecation;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * That the server calls an operation deprecated, which this program uses. It works as before; a
 * later release may no longer have it.
 *
 * @param call the method and the path that was called, such as {@code GET
 *     /v1/cluster/restriper/status}
 * @param since when it was deprecated; empty if the server does not tell in a known form
 * @param sunset from when on a release may come without it; empty if the server does not tell
 * @param successor what to call instead; empty if the server does not tell
 */
public record DeprecationNotice(
    String call, Optional<Instant> since, Optional<Instant> sunset, Optional<URI> successor) {

  /**
   * The same in a sentence for a person.
   *
   * @return one line
   */
  public String message() {
    return call
        + " is deprecated"
        + since.map(time -> " since " + time).orElse("")
        + sunset.map(time -> ", and may be gone from " + time + " on").orElse("")
        + "."
        + successor.map(uri -> " Its successor is " + uri + ".").orElse("");
  }
}
