package io.restriper.contract.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment of the build, in which a variable that is empty is not set. */
public final class Environment {
  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** That of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  Optional<String> find(String... names) {
    for (String name : names) {
      String value = variables.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  String required(String name, String meaning) {
    return find(name)
        .orElseThrow(() -> new BrokerException(name + " is not set: set it to " + meaning + "."));
  }

  /**
   * The build of a source tree, as CI or else git tells it.
   *
   * @throws BrokerException if nothing tells its version or its branch; the message says what to
   *     set
   */
  public Build build(String projectVersion, Path sourceTree) {
    return Build.of(this, projectVersion, Git.of(sourceTree));
  }
}
