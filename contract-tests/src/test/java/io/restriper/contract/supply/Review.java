package io.restriper.contract.supply;

import io.restriper.contract.supply.BillOfMaterials.Component;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what the build ships with what the page of the dependencies says that it ships. */
final class Review {
  private final Map<String, List<String>> shipped;
  private final Set<String> allowed;

  /**
   * @param shipped the rows of {@link DependencyPage#SHIPPED}
   * @param allowed licences that a shipped library may have
   */
  Review(Map<String, List<String>> shipped, Set<String> allowed) {
    this.shipped = Map.copyOf(shipped);
    this.allowed = Set.copyOf(allowed);
  }

  /** What is wrong, a sentence each; none if all is as the page says. */
  List<String> complaints(List<BillOfMaterials> bills) {
    Map<String, Set<String>> modules = new TreeMap<>();
    List<String> complaints = new ArrayList<>();
    Set<Component> components = new LinkedHashSet<>();
    for (BillOfMaterials bill : bills) {
      for (Component component : bill.components()) {
        if (!component.isOurs()) {
          components.add(component);
          modules.computeIfAbsent(component.name(), n -> new TreeSet<>()).add(bill.module());
        }
      }
    }
    components.forEach(each -> check(each, complaints));
    modules.forEach((name, in) -> checkRow(name, String.join(", ", in), complaints));
    for (String name : shipped.keySet()) {
      if (!modules.containsKey(name)) {
        complaints.add(name + " is on the page, and no longer shipped");
      }
    }
    return complaints;
  }

  private void check(Component component, List<String> complaints) {
    String named = component.name() + " " + component.version();
    if (component.version().endsWith("-SNAPSHOT")) {
      complaints.add(named + " is no release");
    }
    if (!component.hashed()) {
      complaints.add(named + " has no SHA-256 in the bill of materials");
    }
    List<String> row = shipped.get(component.name());
    if (row == null) {
      return;
    }
    String taken = row.get(1);
    if (!component.licences().contains(taken)) {
      complaints.add(named + " is under " + component.licences() + "; the page says " + taken);
    }
    if (!allowed.contains(taken)) {
      complaints.add(named + " is taken under " + taken + ", which is not allowed");
    }
  }

  private void checkRow(String name, String in, List<String> complaints) {
    List<String> row = shipped.get(name);
    if (row == null) {
      complaints.add(name + " is shipped in " + in + ", and not on the page");
      return;
    }
    if (!row.get(2).equals(in)) {
      complaints.add(name + " is shipped in " + in + "; the page says " + row.get(2));
    }
    if (row.size() < 4 || row.get(3).isEmpty()) {
      complaints.add(name + " has no purpose on the page");
    }
  }
}
