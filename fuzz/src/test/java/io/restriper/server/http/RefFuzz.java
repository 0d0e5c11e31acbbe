package io.restriper.server.http;

import io.restriper.engine.volume.Problem;
import io.restriper.engine.volume.VolumeException;
import io.restriper.engine.volume.VolumePath;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths and queries as they come over the wire, and the references to files in them. */
public final class RefFuzz {
  private RefFuzz() {}

  /** The bytes as a path, as a query, and as the path of a file. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    query(text);
    path("/" + text);
    file(text);
  }

  private static void path(String text) {
    try {
      String checked = RequestUri.checkedPath(text);
      same(checked, RequestUri.checkedPath(checked));
      for (String segment : checked.split("/", -1)) {
        file(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    } catch (ApiException e) {
      refused(e);
    }
  }

  private static void query(String text) {
    try {
      String checked = RequestUri.checkedQuery(text);
      same(checked, RequestUri.checkedQuery(checked));
    } catch (ApiException e) {
      refused(e);
    }
  }

  private static void file(String text) {
    VolumePath path;
    try {
      path = VolumePath.parse(text);
    } catch (VolumeException e) {
      if (e.problem() != Problem.INVALID_PATH) {
        throw e;
      }
      return;
    }
    same(text, path.toString());
    same(path, VolumePath.parse(path.toString()));
    if (!path.isRoot()) {
      same(path, path.parent().child(path.name()));
    }
    // Escaped as a client does it, and understood again.
    String escaped = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    String checked = RequestUri.checkedPath("/v1/files/" + escaped + "/data");
    same("/v1/files/" + escaped + "/data", checked);
    same(text, URLDecoder.decode(escaped, StandardCharsets.UTF_8));
  }

  private static void refused(ApiException e) {
    if (e.kind() != ErrorKind.BAD_REQUEST || !e.getMessage().endsWith(".")) {
      throw new AssertionError("refused as " + e.kind() + ": " + e.getMessage());
    }
  }

  private static void same(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(found + " where " + expected + " was written");
    }
  }
}
