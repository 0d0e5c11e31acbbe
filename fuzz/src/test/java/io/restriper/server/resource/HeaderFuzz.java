package io.restriper.server.resource;

import io.restriper.engine.event.EventId;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Header fields that are taken apart by hand: If-Match and Last-Event-ID. */
public final class HeaderFuzz {
  private HeaderFuzz() {}

  /** The bytes as the value of each. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    EventId.parse(text).ifPresent(id -> same(id, EventId.parse(id.toString()).orElseThrow()));
    try {
      EntityTags tags = EntityTags.parse(text);
      if (!tags.any() && !tags.tags().isEmpty()) {
        String written =
            tags.tags().stream().map(tag -> '"' + tag + '"').collect(Collectors.joining(", "));
        same(tags, EntityTags.parse(written));
      }
    } catch (ApiException e) {
      if (e.kind() != ErrorKind.INVALID_PARAMETER || !e.getMessage().endsWith(".")) {
        throw new AssertionError("refused as " + e.kind() + ": " + e.getMessage());
      }
    }
  }

  private static void same(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(found + " where " + expected + " was written");
    }
  }
}
