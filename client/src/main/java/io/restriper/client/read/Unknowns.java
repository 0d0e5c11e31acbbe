package io.restriper.client.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of an answer this client does not understand.
 *
 * @param values documented fields that are missing, have a wrong type, are out of their range, or
 *     carry a value that this client does not know; by name, with the JSON that was sent, empty if
 *     none was. A field of an object inside has a dot in its name.
 * @param fields fields that this client does not know, by name, with their JSON. A later release
 *     may add fields, and the contract promises that those leave the meaning of the others as it
 *     is; so they are here to be seen, and do not count as "not understood".
 */
public record Unknowns(Map<String, String> values, Map<String, String> fields) {

  /**
   * Copies both maps, keeping their order.
   *
   * @param values documented fields that are missing, have a wrong type, are out of their range, or
   *     carry a value that this client does not know; by name, with the JSON that was sent, empty
   *     if none was. A field of an object inside has a dot in its name.
   * @param fields fields that this client does not know, by name, with their JSON. A later release
   *     may add fields, and the contract promises that those leave the meaning of the others as it
   *     is; so they are here to be seen, and do not count as "not understood".
   */
  public Unknowns {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * Whether every documented field was sent with a value that this client knows.
   *
   * @return true if {@code values} is empty
   */
  public boolean allUnderstood() {
    return values.isEmpty();
  }
}
