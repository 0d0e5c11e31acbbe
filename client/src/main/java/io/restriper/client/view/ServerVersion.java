package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;
import java.util.Optional;

/**
 * Which build of the server answers. A text is empty if unknown.
 *
 * @param revisionId the release
 * @param buildId the build
 * @param flavor the flavor of the build
 * @param buildDate when it was built, as sent
 * @param contractVersion the version of the contract that it keeps; empty if it does not tell
 * @param unknowns what of the answer was not understood
 */
public record ServerVersion(
    String revisionId,
    String buildId,
    String flavor,
    String buildDate,
    Optional<String> contractVersion,
    Unknowns unknowns) {

  static ServerVersion read(JsonNode json) {
    Fields fields = new Fields(json);
    return new ServerVersion(
        fields.text("revision_id"),
        fields.text("build_id"),
        fields.text("flavor"),
        fields.text("build_date"),
        Optional.ofNullable(json.path("contract_version").textValue()),
        fields.unknowns());
  }
}
