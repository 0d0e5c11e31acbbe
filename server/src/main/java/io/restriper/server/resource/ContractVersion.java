package io.restriper.server.resource;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The version of the contract, read from the contract itself, as far as it has to be read. */
final class ContractVersion {
  private static final String RESOURCE = "/META-INF/openapi/restriper.yaml";

  private ContractVersion() {}

  /** {@code info.version} of the OpenAPI document on the class path. */
  static String read() {
    try (InputStream in = ContractVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The jar is not whole: it lacks " + RESOURCE);
      }
      try (JsonParser document = new YAMLFactory().createParser(in)) {
        document.nextToken();
        if (moveTo("info", document) && moveTo("version", document)) {
          return document.getText();
        }
        throw new IllegalStateException("The contract " + RESOURCE + " has no info.version.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the start of an object to the value of one of its fields; false if there is none. */
  private static boolean moveTo(String field, JsonParser document) throws IOException {
    while (document.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = document.currentName().equals(field);
      document.nextToken();
      if (found) {
        return true;
      }
      document.skipChildren();
    }
    return false;
  }
}
