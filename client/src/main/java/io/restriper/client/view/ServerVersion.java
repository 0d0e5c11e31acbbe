package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;

/**
 * Which build of the server answers. A text is empty if unknown.
 *
 * @param revisionId the release
 * @param buildId the build
 * @param flavor the flavor of the build
 * @param buildDate when it was built, as sent
 * @param unknowns what of the answer was not understood
 */
public record ServerVersion(
    String revisionId, String buildId, String flavor, String buildDate, Unknowns unknowns) {

  static ServerVersion read(JsonNode json) {
    Fields fields = new Fields(json);
    return new ServerVersion(
        fields.text("revision_id"),
        fields.text("build_id"),
        fields.text("flavor"),
        fields.text("build_date"),
        fields.unknowns());
  }
}
