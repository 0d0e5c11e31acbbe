package io.restriper.gate.jars;

import io.restriper.gate.rule.Side;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChange;
import japicmp.model.JApiConstructor;
import japicmp.model.JApiField;
import japicmp.model.JApiHasAccessModifier;
import japicmp.model.JApiHasChangeStatus;
import japicmp.model.JApiMethod;
import japicmp.model.JApiModifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what programs can see of the difference of two jars, by japicmp. */
final class JarComparison {
  private final Set<ApiChange> changes = new LinkedHashSet<>();

  private JarComparison() {}

  /**
   * Compares two jars.
   *
   * @param libraries jars that both stand on; a type of a library that is not among them is taken
   *     as unchanged
   * @return the changes by class; empty if programs see none
   */
  static List<ApiChange> of(Path before, Path after, List<Path> libraries) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    libraries.forEach(library -> options.getClassPathEntries().add(library.toString()));
    List<JApiClass> types =
        new JarArchiveComparator(options)
            .compare(
                new JApiCmpArchive(before.toFile(), "released"),
                new JApiCmpArchive(after.toFile(), "built"));
    JarComparison comparison = new JarComparison();
    types.stream().filter(Promises::isPromised).forEach(comparison::add);
    return new ArrayList<>(comparison.changes);
  }

  private void add(JApiClass type) {
    String name = type.getFullyQualifiedName();
    int before = changes.size();
    add(type, name, "class", type);
    add(type, name, "class", type.getSuperclass());
    type.getInterfaces().forEach(each -> add(type, name, "class", each));
    if (type.getChangeStatus() != JApiChangeStatus.MODIFIED) {
      return;
    }
    for (JApiField field : type.getFields()) {
      addMember(type, name + "." + field.getName(), "field", field);
    }
    for (JApiConstructor constructor : type.getConstructors()) {
      if (Promises.isPromised(type, constructor)) {
        addBehavior(type, simple(name), "constructor", constructor);
      }
    }
    for (JApiMethod method : type.getMethods()) {
      String where = addBehavior(type, method.getName(), "method", method);
      add(type, where, "method", method.getReturnType());
    }
    boolean exempt = type.getConstructors().stream().anyMatch(c -> !Promises.isPromised(type, c));
    if (changes.size() == before && !type.isBinaryCompatible() && !exempt) {
      changes.add(new ApiChange(name, "class changed", EnumSet.of(Side.SOURCE, Side.BINARY)));
    }
  }

  private String addBehavior(JApiClass type, String name, String kind, JApiBehavior behavior) {
    String parameters =
        behavior.getParameters().stream()
            .map(parameter -> simple(parameter.getType()))
            .collect(Collectors.joining(", ", "(", ")"));
    String where = type.getFullyQualifiedName() + "." + name + parameters;
    addMember(type, where, kind, behavior);
    behavior.getParameters().forEach(parameter -> add(type, where, kind, parameter));
    return where;
  }

  /** A member that no program sees, which japicmp lists too, is passed over. */
  private <T extends JApiCompatibility & JApiHasChangeStatus & JApiHasAccessModifier>
      void addMember(JApiClass type, String where, String kind, T member) {
    JApiModifier<AccessModifier> access = member.getAccessModifier();
    if (isSeen(access.getOldModifier()) || isSeen(access.getNewModifier())) {
      add(type, where, kind, member);
    }
  }

  private static boolean isSeen(Optional<AccessModifier> access) {
    return access.filter(a -> a.getLevel() >= AccessModifier.PROTECTED.getLevel()).isPresent();
  }

  private <T extends JApiCompatibility & JApiHasChangeStatus> void add(
      JApiClass type, String where, String kind, T part) {
    boolean told = false;
    for (JApiCompatibilityChange change : part.getCompatibilityChanges()) {
      Set<Side> breaks = EnumSet.noneOf(Side.class);
      if (!change.isSourceCompatible()) {
        breaks.add(Side.SOURCE);
      }
      if (!change.isBinaryCompatible()) {
        breaks.add(Side.BINARY);
      }
      if (!breaks.isEmpty() && !Promises.isAddition(type, change.getType())) {
        String what = change.getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        changes.add(new ApiChange(where, what, breaks));
        told = true;
      }
    }
    if (!told && part.getChangeStatus() == JApiChangeStatus.NEW) {
      changes.add(new ApiChange(where, kind + " added", Set.of()));
    }
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
