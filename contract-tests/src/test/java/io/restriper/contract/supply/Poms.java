package io.restriper.contract.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the POMs of the source tree name: libraries and plugins. */
final class Poms {
  private final List<Element> projects;

  private Poms(List<Element> projects) {
    this.projects = projects;
  }

  static Poms read(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> files =
          Stream.concat(Stream.of(root), modules.sorted())
              .map(folder -> folder.resolve("pom.xml"))
              .filter(Files::isRegularFile)
              .toList();
      List<Element> projects = new ArrayList<>();
      for (Path file : files) {
        projects.add(project(file));
      }
      return new Poms(projects);
    }
  }

  private static Element project(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Group and artifact of each library that a module uses, or that it says the version of. */
  Set<String> libraries() {
    return named("dependency", "");
  }

  /** The same of each plugin; Maven's own group is not written in a POM. */
  Set<String> plugins() {
    return named("plugin", "org.apache.maven.plugins");
  }

  private Set<String> named(String element, String defaultGroup) {
    Set<String> names = new TreeSet<>();
    for (Element project : projects) {
      NodeList found = project.getElementsByTagName(element);
      for (int i = 0; i < found.getLength(); i++) {
        String group = child(found.item(i), "groupId", defaultGroup);
        String artifact = child(found.item(i), "artifactId", "");
        if (!group.startsWith("io.restriper") && !group.startsWith("$")) {
          names.add(group + ":" + artifact);
        }
      }
    }
    return names;
  }

  private static String child(Node parent, String name, String otherwise) {
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each.getNodeName().equals(name)) {
        return each.getTextContent().strip();
      }
    }
    return otherwise;
  }
}
