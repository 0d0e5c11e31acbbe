package io.restriper.gate.jars;

import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibilityChangeType;
import japicmp.model.JApiConstructor;
import java.util.List;
import java.util.Optional;
import javassist.CtClass;

/**
 * What of our jars programs may rely on, where it is less than what is public.
 *
 * <p>Thread-safe: it has no state.
 */
final class Promises {
  /** Public only because the client's packages need each other. */
  private static final List<String> INTERNAL =
      List.of("io.restriper.client.http.", "io.restriper.client.call.");

  /** Values that the client makes and programs read; a field more is no break. */
  private static final List<String> READ_ONLY =
      List.of(
          "io.restriper.client.view.",
          "io.restriper.client.run.",
          "io.restriper.client.event.",
          "io.restriper.client.read.");

  /** Interfaces that whoever implements the API follows. */
  private static final String GENERATED_INTERFACES = "io.restriper.model.api.";

  private Promises() {}

  static boolean isPromised(JApiClass type) {
    return startsWithOneOf(type, INTERNAL).isEmpty();
  }

  /** Constructors of records that only the client makes change with each field that is added. */
  static boolean isPromised(JApiClass type, JApiConstructor constructor) {
    return startsWithOneOf(type, READ_ONLY).isEmpty() || !isRecord(type);
  }

  /** An operation that is added is an addition, as in the contract. */
  static boolean isAddition(JApiClass type, JApiCompatibilityChangeType change) {
    return change == JApiCompatibilityChangeType.METHOD_ADDED_TO_INTERFACE
        && type.getFullyQualifiedName().startsWith(GENERATED_INTERFACES);
  }

  private static Optional<String> startsWithOneOf(JApiClass type, List<String> packages) {
    return packages.stream().filter(type.getFullyQualifiedName()::startsWith).findFirst();
  }

  private static boolean isRecord(JApiClass type) {
    return type.getOldClass()
        .map(Promises::superclass)
        .filter("java.lang.Record"::equals)
        .isPresent();
  }

  private static String superclass(CtClass type) {
    return type.getClassFile2().getSuperclass();
  }
}
