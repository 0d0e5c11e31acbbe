package io.restriper.contract.raw;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param status the number
 * @param headers their values by their names in lower case
 * @param body without its framing; of a stream of events, what came up to the first one
 * @param last whether the connection is of no more use
 */
public record RawAnswer(int status, Map<String, List<String>> headers, byte[] body, boolean last) {

  /** The first value of a header field. */
  public Optional<String> header(String name) {
    return values(name).stream().findFirst();
  }

  /** All values of a header field. */
  public List<String> values(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
