package io.restriper.server.web;

import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A file out of the jar, held in memory and sent as it is. Thread-safe. */
final class StaticFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8",
          "yaml", "application/yaml");

  private final byte[] content;
  private final String type;
  private final EntityTag tag;

  /**
   * A file of these bytes.
   *
   * @param name ends in the suffix of a type that is served
   */
  StaticFile(String name, byte[] content) {
    this.content = content.clone();
    this.type = type(name);
    this.tag = new EntityTag(digest(content));
  }

  /**
   * Reads a file.
   *
   * @param resource where it is on the class path, from its root
   * @throws IllegalStateException if it is not there
   */
  static StaticFile read(String resource) {
    return new StaticFile(resource, bytes(resource));
  }

  /** The bytes of a file on the class path. */
  static byte[] bytes(String resource) {
    try (InputStream in = StaticFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The jar is not whole: it lacks " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalArgumentException("No type is known for " + name);
    }
    return type;
  }

  private static String digest(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * The answer with this file, or that the browser has it already.
   *
   * @throws ApiException if the request has a precondition that does not hold
   */
  Response answer(Request request) {
    Response.ResponseBuilder answer = preconditions(request);
    if (answer == null) {
      answer =
          Response.ok(content.clone())
              .type(type)
              .header(HttpHeaders.CONTENT_LENGTH, content.length);
    } else if (answer.build().getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode()) {
      throw new ApiException(
          ErrorKind.PRECONDITION_FAILED,
          "The file is not the one that If-Match names. Leave If-Match out to get it as it is.");
    }
    // Asked for again each time, because a server that was upgraded sends another file by the name.
    CacheControl control = new CacheControl();
    control.setNoCache(true);
    control.setNoTransform(false);
    return answer
        .tag(tag)
        .cacheControl(control)
        .header("Content-Security-Policy", ContentPolicy.VALUE)
        .build();
  }

  private Response.ResponseBuilder preconditions(Request request) {
    try {
      return request.evaluatePreconditions(tag);
    } catch (ProcessingException e) {
      throw new ApiException(
          ErrorKind.INVALID_PARAMETER,
          "The header If-Match or If-None-Match is no entity tag. Give the ETag of the file with its"
              + " quotes, a list of them, or *.");
    }
  }

  /** The file of a name, out of those that there are. */
  static StaticFile find(Map<String, StaticFile> files, String folder, String name) {
    StaticFile file = files.get(name);
    if (file == null) {
      throw new ApiException(
          ErrorKind.NO_SUCH_RESOURCE,
          "There is no file " + folder + name + ". The page is at /, the API reference at /docs.");
    }
    return file;
  }

  /** The files of these names in a folder of the class path, by their names. */
  static Map<String, StaticFile> readAll(String folder, List<String> names) {
    return names.stream()
        .collect(Collectors.toUnmodifiableMap(name -> name, name -> read(folder + name)));
  }
}
