package io.restriper.gate.rule;

import static io.restriper.gate.rule.ChangeClass.ADDITION;
import static io.restriper.gate.rule.ChangeClass.BREAKING;
import static io.restriper.gate.rule.ChangeClass.WORDS;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The kinds of change, each with its class, with whom it breaks (w: the wire, s: Java source, b:
 * Java binaries), and with the reason. They are the rows of {@code docs/contract-compatibility.md},
 * and each has an example among the tests.
 */
public enum Rule {
  PATH_REMOVED(BREAKING, "wsb", "Programs that ask for this path get 404."),
  OPERATION_REMOVED(BREAKING, "wsb", "Programs that use this method of the path get 405."),
  OPERATION_ADDED(
      ADDITION,
      "",
      "Nobody asks for it yet; only whoever implements the generated Java interface has a method to"
          + " add."),
  OPERATION_ID_RENAMED(
      BREAKING,
      "sb",
      "The generated Java method is named by the operationId, so callers and implementers no longer"
          + " find it."),
  TAG_CHANGED(
      BREAKING,
      "sb",
      "The generated Java interface is named by the tag, so the method moves to another"
          + " interface."),
  PATH_PARAMETER_RENAMED(
      WORDS,
      "",
      "The name of a part of the path is not sent, and Java parameters go by their order."),
  DEPRECATION_CHANGED(
      ADDITION,
      "",
      "Everything works as before, but programmers are told to use something else, or no longer"
          + " told."),

  SECURITY_CHANGED(BREAKING, "w", "Programs that prove who they are as before are refused."),
  SECURITY_ALTERNATIVE_ADDED(
      ADDITION, "", "What was accepted is still accepted, and so is something else."),
  SECURITY_SCHEME_CHANGED(BREAKING, "w", "Programs that prove who they are as before are refused."),
  SERVER_REMOVED(BREAKING, "w", "Programs that take the server's address from it find nobody."),
  SERVER_ADDED(ADDITION, "", "The servers that were there still are."),

  PARAMETER_REMOVED(
      BREAKING,
      "wsb",
      "What programs send in it is ignored or refused, and the generated Java method takes fewer"
          + " arguments."),
  PARAMETER_REQUIRED_ADDED(
      BREAKING, "wsb", "Requests of programs that do not know it are refused."),
  PARAMETER_ADDED(
      BREAKING,
      "sb",
      "On the wire nothing is missed without it, but the generated Java method takes an argument more,"
          + " so callers (our client among them) and implementers no longer find the one they know."),
  PARAMETER_MADE_REQUIRED(BREAKING, "w", "Requests without it, which were fine, are refused."),
  PARAMETER_MADE_OPTIONAL(ADDITION, "", "Whoever sends it may go on sending it."),
  PARAMETERS_REORDERED(
      BREAKING,
      "sb",
      "The generated Java method takes its arguments in this order, so callers pass the wrong"
          + " ones."),

  REQUEST_BODY_REMOVED(BREAKING, "wsb", "What programs send as the body is ignored or refused."),
  REQUEST_BODY_REQUIRED_ADDED(
      BREAKING, "wsb", "Requests without a body, which were fine, are refused."),
  REQUEST_BODY_ADDED(
      BREAKING,
      "sb",
      "On the wire nothing is missed without it, but the generated Java method takes an argument more,"
          + " so callers and implementers no longer find the one they know."),
  REQUEST_BODY_MADE_REQUIRED(
      BREAKING, "w", "Requests without a body, which were fine, are refused."),
  REQUEST_BODY_MADE_OPTIONAL(ADDITION, "", "Whoever sends a body may go on sending it."),
  REQUEST_MEDIA_TYPE_REMOVED(BREAKING, "w", "Programs that send it get 415."),
  REQUEST_MEDIA_TYPE_ADDED(ADDITION, "", "What was accepted still is."),

  RESPONSE_REMOVED(
      BREAKING, "w", "Programs that act on this status wait for it in vain, and get another one."),
  RESPONSE_SUCCESS_ADDED(
      BREAKING,
      "w",
      "Programs that know the older statuses take an answer with this one for something else, or"
          + " for a failure."),
  RESPONSE_ERROR_ADDED(
      ADDITION,
      "",
      "It is one only because our clients go by the hundreds of a status that they do not know."),
  RESPONSE_BODY_ADDED(
      BREAKING, "sb", "The generated Java method returned nothing, and returns something."),
  RESPONSE_BODY_REMOVED(BREAKING, "wsb", "Programs that read the body find none."),
  RESPONSE_MEDIA_TYPE_REMOVED(BREAKING, "w", "Programs that ask for it get 406."),
  MEDIA_TYPE_NO_LONGER_FIRST(
      BREAKING,
      "wb",
      "The media type that comes first is what callers get who ask for anything, and what our client,"
          + " which reads it from the generated interface, asks for and sends."),
  RESPONSE_MEDIA_TYPE_ADDED(ADDITION, "", "Whoever asks for what was there still gets it."),
  HEADER_REMOVED(BREAKING, "w", "Programs that read it find it missing."),
  HEADER_ADDED(ADDITION, "", "Programs that do not know a header ignore it."),
  HEADER_MADE_OPTIONAL(BREAKING, "w", "Programs that rely on it find it missing in some answers."),
  HEADER_MADE_REQUIRED(ADDITION, "", "It is promised where it was only possible."),

  SCHEMA_REMOVED(BREAKING, "sb", "The generated Java class of this name is gone."),
  SCHEMA_ADDED(ADDITION, "", "It becomes one more Java class."),
  SCHEMA_RENAMED(
      BREAKING,
      "sb",
      "The generated Java class is named by the schema, so programs no longer find it."),
  TYPE_CHANGED(
      BREAKING,
      "wsb",
      "Programs send or read another kind of value, and the generated Java type is another one."),
  FORMAT_CHANGED(
      BREAKING,
      "wsb",
      "The format says how a value is written and which Java type it has, and both are others."),
  COMPOSITION_CHANGED(
      BREAKING, "wsb", "Values that consist of other parts are read and written in another way."),
  PROPERTY_REMOVED(
      BREAKING,
      "wsb",
      "Programs that read or send the field, required or not, find it missing or ignored, and its"
          + " Java methods are gone."),
  PROPERTY_ADDED(
      ADDITION, "", "Readers ignore a field that they do not know, and nobody must send it."),
  REQUEST_PROPERTY_REQUIRED_ADDED(
      BREAKING, "w", "Requests of programs that do not know the field are refused."),
  REQUEST_PROPERTY_MADE_REQUIRED(
      BREAKING, "w", "Requests without the field, which were fine, are refused."),
  REQUEST_PROPERTY_MADE_OPTIONAL(ADDITION, "", "Whoever sends the field may go on sending it."),
  RESPONSE_PROPERTY_MADE_OPTIONAL(
      BREAKING, "w", "Programs that rely on the field find it missing in some answers."),
  RESPONSE_PROPERTY_MADE_REQUIRED(ADDITION, "", "It is promised where it was only possible."),
  REQUEST_NULLABLE_REMOVED(BREAKING, "w", "Requests with null, which were fine, are refused."),
  REQUEST_NULLABLE_ADDED(ADDITION, "", "Values that were accepted still are."),
  RESPONSE_NULLABLE_ADDED(BREAKING, "w", "Programs that never had to expect null get it."),
  RESPONSE_NULLABLE_REMOVED(
      ADDITION, "", "Programs that expect null never get it, which hurts nobody."),
  DEFAULT_CHANGED(
      BREAKING, "w", "A request that leaves the value out means something else than it did."),

  ENUM_VALUE_REMOVED(
      BREAKING,
      "wsb",
      "Programs that send or compare with the value no longer can, and its Java constant is gone."),
  ENUM_VALUE_RENAMED(
      BREAKING,
      "w",
      "The Java constant is the same, but what is sent for it is a value that older programs do not"
          + " know."),
  ENUM_CONSTANT_RENAMED(
      BREAKING,
      "sb",
      "The value on the wire is the same, but Java programs no longer find its constant."),
  ENUM_CONSTANT_REUSED(
      BREAKING,
      "sb",
      "The Java constant of this name stood for another value, so older programs compile and run,"
          + " and do the wrong thing."),
  ENUM_REORDERED(
      BREAKING,
      "sb",
      "Java constants are compared and numbered by their order, so older programs sort, count and"
          + " store them differently."),
  RESPONSE_ENUM_VALUE_ADDED(
      ADDITION,
      "",
      "It is one only because our clients tolerate values that they do not know, as unknown; it"
          + " needs a Pact interaction that shows it (contract-tests demand one, and accept no"
          + " excuse)."),
  REQUEST_ENUM_VALUE_ADDED(
      ADDITION,
      "",
      "Values that were accepted still are; it needs a Pact interaction that shows it"
          + " (contract-tests demand one, and accept no excuse)."),
  ENUM_INTRODUCED(
      BREAKING, "wsb", "Values outside of the list are refused, and the Java type is an enum now."),
  ENUM_WITHDRAWN(
      BREAKING, "wsb", "Any value can come where a list was promised, and the Java enum is gone."),

  REQUEST_MINIMUM_RAISED(
      BREAKING, "w", "Requests with smaller values, which were fine, are refused."),
  REQUEST_MAXIMUM_LOWERED(
      BREAKING, "w", "Requests with larger values, which were fine, are refused."),
  REQUEST_PATTERN_CHANGED(
      BREAKING, "w", "Requests with values that obeyed the older rule can be refused."),
  REQUEST_LIMIT_LOOSENED(ADDITION, "", "Values that were accepted still are."),
  RESPONSE_LIMIT_LOOSENED(
      BREAKING, "w", "Programs get values that they were promised never to get."),
  RESPONSE_PATTERN_CHANGED(
      BREAKING, "w", "Programs get values of a form that they were promised never to get."),
  RESPONSE_LIMIT_TIGHTENED(ADDITION, "", "More is promised than was."),

  UNKNOWN_CHANGE(
      BREAKING,
      "wsb",
      "The gate has no rule for this keyword, and what it does not know it takes for breaking: give"
          + " it a rule in contract-gate, or take the change back."),
  UNUSED_PART_CHANGED(WORDS, "", "No operation uses it."),
  WORDS_CHANGED(WORDS, "", "Only people read it.");

  private final ChangeClass changeClass;
  private final Set<Side> breaks;
  private final String reason;

  Rule(ChangeClass changeClass, String breaks, String reason) {
    this.changeClass = changeClass;
    this.breaks = EnumSet.noneOf(Side.class);
    for (Side side : Side.values()) {
      if (breaks.indexOf(Character.toLowerCase(side.name().charAt(0))) >= 0) {
        this.breaks.add(side);
      }
    }
    this.reason = reason;
  }

  /** Its name in reports and in the table, such as {@code path-removed}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How grave it is. */
  public ChangeClass changeClass() {
    return changeClass;
  }

  /** Whom it breaks; empty unless the class is {@link ChangeClass#BREAKING}. */
  public Set<Side> breaks() {
    return Set.copyOf(breaks);
  }

  /** Why it is of its class, in a sentence. */
  public String reason() {
    return reason;
  }
}
