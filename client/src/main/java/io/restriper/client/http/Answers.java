package io.restriper.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restriper.client.error.RestriperApiException;
import io.restriper.client.error.RestriperException;
import io.restriper.client.view.Views;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Judges answers: a success of the documented kind, a documented error, or nonsense. */
final class Answers {

  /** A list of the most slots that the contract admits fits well. */
  private static final int MAX_JSON_BYTES = 128 * 1024 * 1024;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          // Of two fields with one name, neither is to be believed.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private Answers() {}

  static JsonNode json(Request request, HttpResponse<?> response, BodyStream body) {
    refuseUnlessSuccess(request, response, body);
    if (!isType(response, "application/json")) {
      throw unexpectedType(request, response, "JSON");
    }
    return parse(request, response, readAll(body))
        .orElseThrow(() -> notJson(request, response, null));
  }

  static void nothing(Request request, HttpResponse<?> response, BodyStream body) {
    refuseUnlessSuccess(request, response, body);
    if (isHtml(response)) {
      throw unexpectedType(request, response, "nothing");
    }
    readAll(body);
  }

  static void bytes(Request request, HttpResponse<?> response, BodyStream body, Duration timeout) {
    if (response.statusCode() / 100 != 2) {
      body.mustEndWithin(timeout);
    }
    refuseUnlessSuccess(request, response, body);
    if (!isType(response, "application/octet-stream")) {
      throw unexpectedType(request, response, "the bytes of a file");
    }
    boolean chunked = response.headers().firstValue("Transfer-Encoding").isPresent();
    if (!chunked && response.headers().firstValue("Content-Length").isEmpty()) {
      throw Http.nonsense(
          response.statusCode(),
          "The answer of "
              + request.name()
              + " does not tell where it ends, so that a part of it"
              + " could pass for the whole.",
          null);
    }
  }

  static void events(Request request, HttpResponse<?> response, BodyStream body, Duration timeout) {
    if (response.statusCode() / 100 != 2) {
      body.mustEndWithin(timeout);
    }
    refuseUnlessSuccess(request, response, body);
    if (!isType(response, "text/event-stream")) {
      throw unexpectedType(request, response, "events");
    }
  }

  private static void refuseUnlessSuccess(
      Request request, HttpResponse<?> response, BodyStream body) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return;
    }
    if (status >= 400 && isType(response, "application/json")) {
      Optional<JsonNode> json = parseQuietly(readAll(body));
      if (json.isPresent() && json.get().isObject() && json.get().has("error_class")) {
        throw new RestriperApiException(status, Views.error(json.get()), retryAfter(response));
      }
    }
    throw Http.nonsense(
        status,
        request.name()
            + " was answered with status "
            + status
            + " and "
            + type(response).orElse("no content type")
            + " instead of what the API documents; check that the endpoint is a Restriper server.",
        null);
  }

  private static byte[] readAll(BodyStream body) {
    try {
      byte[] bytes = body.readNBytes(MAX_JSON_BYTES);
      if (bytes.length == MAX_JSON_BYTES) {
        throw new IOException("The answer is longer than " + MAX_JSON_BYTES + " bytes.");
      }
      return bytes;
    } catch (IOException e) {
      if (e.getCause() instanceof RestriperException failure) {
        throw failure;
      }
      throw Http.nonsense(200, e.getMessage(), e);
    }
  }

  private static Optional<JsonNode> parse(Request request, HttpResponse<?> response, byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      return Optional.of(node).filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException e) {
      throw notJson(request, response, e);
    } catch (IOException e) {
      throw new IllegalStateException("Bytes in memory could not be read.", e);
    }
  }

  private static Optional<JsonNode> parseQuietly(byte[] bytes) {
    try {
      return Optional.of(JSON.readTree(bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static RestriperException notJson(
      Request request, HttpResponse<?> response, Throwable cause) {
    return Http.nonsense(
        response.statusCode(),
        "The answer of " + request.name() + " is not the JSON that the API documents.",
        cause);
  }

  private static RestriperException unexpectedType(
      Request request, HttpResponse<?> response, String wanted) {
    return Http.nonsense(
        response.statusCode(),
        request.name()
            + " was answered with "
            + type(response).orElse("no content type")
            + " instead of "
            + wanted
            + "; check that the endpoint is a Restriper server.",
        null);
  }

  /** Whether the answer has that media type; one without any gets the benefit of the doubt. */
  private static boolean isType(HttpResponse<?> response, String wanted) {
    return type(response).map(wanted::equals).orElse(true);
  }

  private static boolean isHtml(HttpResponse<?> response) {
    return type(response).map(type -> type.contains("html")).orElse(false);
  }

  private static Optional<String> type(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> type.matches("[!-~]{1,100}"));
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }
}
