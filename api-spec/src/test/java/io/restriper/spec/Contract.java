package io.restriper.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The bundled document, as it is in the jar. */
final class Contract {
  private Contract() {}

  static JsonNode document() {
    try (InputStream in =
        Contract.class.getClassLoader().getResourceAsStream("META-INF/openapi/restriper.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
