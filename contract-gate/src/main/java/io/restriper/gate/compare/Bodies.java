package io.restriper.gate.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.gate.rule.Rule;
import java.util.List;
import java.util.Set;

/** Compares what requests and answers carry, and the answers' headers. */
final class Bodies {
  private static final Set<String> COMPARED_OF_REQUEST = Set.of("required", "content");
  private static final Set<String> COMPARED_OF_RESPONSE = Set.of("headers", "content");
  private static final Set<String> COMPARED_OF_HEADER = Set.of("required", "schema");

  /** Streams of events, for whose data OpenAPI has no words, keep it beside the schema. */
  private static final List<String> EVENT_DATA = List.of("x-event-data", "x-reset-data");

  private static final Set<String> COMPARED_OF_MEDIA =
      Set.of("schema", "x-event-data", "x-reset-data");
  private static final Set<String> COMPARED_OF_EVENT_DATA = Set.of("schema");

  private final Context context;
  private final Schemas schemas;

  Bodies(Context context, Schemas schemas) {
    this.context = context;
    this.schemas = schemas;
  }

  void compareRequest(String operation, JsonNode before, JsonNode after) {
    String own = operation + ", request body";
    if (before.isMissingNode() && after.isMissingNode()) {
      return;
    }
    if (after.isMissingNode()) {
      context.add(own, Rule.REQUEST_BODY_REMOVED, "the body is gone");
      return;
    }
    if (before.isMissingNode()) {
      boolean required = context.after.resolve(after).path("required").asBoolean();
      context.add(
          own,
          required ? Rule.REQUEST_BODY_REQUIRED_ADDED : Rule.REQUEST_BODY_ADDED,
          required ? "a body was added, and is required" : "a body was added");
      return;
    }
    Context.Pair pair = context.pair(own, before, after);
    if (pair.known()) {
      return;
    }
    boolean wasRequired = pair.before().path("required").asBoolean();
    boolean isRequired = pair.after().path("required").asBoolean();
    if (isRequired && !wasRequired) {
      String what = "the body was optional and is required";
      context.add(pair.where(), Rule.REQUEST_BODY_MADE_REQUIRED, what);
    } else if (wasRequired && !isRequired) {
      String what = "the body was required and is optional";
      context.add(pair.where(), Rule.REQUEST_BODY_MADE_OPTIONAL, what);
    }
    compareContent(pair, Direction.REQUEST);
    context.compareRest(pair.where(), pair.before(), pair.after(), COMPARED_OF_REQUEST);
  }

  void compareResponses(String operation, JsonNode before, JsonNode after) {
    for (String status : Context.keys(before, after)) {
      String own = operation + ", response " + status;
      if (!after.has(status)) {
        context.add(own, Rule.RESPONSE_REMOVED, "the status " + status + " is gone");
      } else if (!before.has(status)) {
        boolean error = status.matches("[45].*|default");
        context.add(
            own,
            error ? Rule.RESPONSE_ERROR_ADDED : Rule.RESPONSE_SUCCESS_ADDED,
            "the status " + status + " was added");
      } else {
        Context.Pair pair = context.pair(own, before.path(status), after.path(status));
        if (!pair.known()) {
          compareResponse(pair);
        }
      }
    }
  }

  private void compareResponse(Context.Pair pair) {
    JsonNode headersBefore = pair.before().path("headers");
    JsonNode headersAfter = pair.after().path("headers");
    for (String name : Context.keys(headersBefore, headersAfter)) {
      String where = pair.where() + ", header " + name;
      if (!headersAfter.has(name)) {
        context.add(where, Rule.HEADER_REMOVED, "the header is gone");
      } else if (!headersBefore.has(name)) {
        context.add(where, Rule.HEADER_ADDED, "the header was added");
      } else {
        compareHeader(context.pair(where, headersBefore.path(name), headersAfter.path(name)));
      }
    }
    boolean hadBody = !pair.before().path("content").isEmpty();
    boolean hasBody = !pair.after().path("content").isEmpty();
    if (hadBody && !hasBody) {
      context.add(pair.where(), Rule.RESPONSE_BODY_REMOVED, "the answer no longer has a body");
    } else if (hasBody && !hadBody) {
      context.add(pair.where(), Rule.RESPONSE_BODY_ADDED, "the answer had no body and has one");
    } else {
      compareContent(pair, Direction.RESPONSE);
    }
    context.compareRest(pair.where(), pair.before(), pair.after(), COMPARED_OF_RESPONSE);
  }

  private void compareHeader(Context.Pair pair) {
    if (pair.known()) {
      return;
    }
    boolean wasRequired = pair.before().path("required").asBoolean();
    boolean isRequired = pair.after().path("required").asBoolean();
    if (wasRequired && !isRequired) {
      String what = "the header was always there and is optional";
      context.add(pair.where(), Rule.HEADER_MADE_OPTIONAL, what);
    } else if (isRequired && !wasRequired) {
      String what = "the header was optional and is always there";
      context.add(pair.where(), Rule.HEADER_MADE_REQUIRED, what);
    }
    schemas.compare(
        pair.where(),
        pair.before().path("schema"),
        pair.after().path("schema"),
        Direction.RESPONSE);
    context.compareRest(pair.where(), pair.before(), pair.after(), COMPARED_OF_HEADER);
  }

  private void compareContent(Context.Pair pair, Direction direction) {
    JsonNode before = pair.before().path("content");
    JsonNode after = pair.after().path("content");
    if (!before.isEmpty() && after.has(first(before)) && !first(before).equals(first(after))) {
      String what = first(before) + " came first, and now " + first(after) + " does";
      context.add(pair.where(), Rule.MEDIA_TYPE_NO_LONGER_FIRST, what);
    }
    for (String type : Context.keys(before, after)) {
      String where = pair.where() + ", " + type;
      if (!after.has(type)) {
        context.add(
            where,
            direction.choose(Rule.REQUEST_MEDIA_TYPE_REMOVED, Rule.RESPONSE_MEDIA_TYPE_REMOVED),
            "the media type is gone");
      } else if (!before.has(type)) {
        context.add(
            where,
            direction.choose(Rule.REQUEST_MEDIA_TYPE_ADDED, Rule.RESPONSE_MEDIA_TYPE_ADDED),
            "the media type was added");
      } else {
        compareMedia(where, before.path(type), after.path(type), direction);
      }
    }
  }

  private static String first(JsonNode content) {
    return content.fieldNames().next();
  }

  private void compareMedia(String where, JsonNode before, JsonNode after, Direction direction) {
    schemas.compare(where, before.path("schema"), after.path("schema"), direction);
    for (String data : EVENT_DATA) {
      JsonNode old = before.path(data);
      JsonNode now = after.path(data);
      String part = where + ", " + data;
      schemas.compare(part, old.path("schema"), now.path("schema"), direction);
      context.compareRest(part, old, now, COMPARED_OF_EVENT_DATA);
    }
    context.compareRest(where, before, after, COMPARED_OF_MEDIA);
  }
}
