package io.restriper.contract.provider;

import au.com.dius.pact.core.support.expressions.ValueResolver;
import io.restriper.contract.broker.Broker;
import io.restriper.contract.broker.Build;
import io.restriper.contract.broker.Environment;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@link BrokerIT} asks for in the broker's annotation. System properties would do, but the
 * reports of a test list them all, and one of them would be the token.
 */
public final class BrokerValues implements ValueResolver {
  private final Map<String, String> values;

  /** Reads the environment. */
  public BrokerValues() {
    Broker broker = Broker.of(Environment.ofProcess());
    values =
        Map.of(
            "broker.url", broker.url(),
            "broker.token", broker.token().orElse(""),
            "broker.username", broker.username().orElse(""),
            "broker.password", broker.password().orElse(""),
            "broker.branch", build().branch());
  }

  static Build build() {
    return Environment.ofProcess()
        .build(
            System.getProperty("restriper.version"), Path.of(System.getProperty("restriper.root")));
  }

  @Override
  public String resolveValue(String property) {
    return resolveValue(property, null);
  }

  @Override
  public String resolveValue(String property, String otherwise) {
    return values.getOrDefault(property, otherwise);
  }

  @Override
  public boolean propertyDefined(String property) {
    return values.containsKey(property);
  }
}
