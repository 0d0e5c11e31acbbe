package io.restriper.client.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.OpenEnum;
import io.restriper.client.read.Unknowns;
import io.restriper.model.RunSubjectKind;

/**
 * What a reason is about.
 *
 * @param kind what it is
 * @param name the slot of a drive, the ID of a node, the path of a file, the words for a task;
 *     empty for the cluster
 * @param unknowns what of the answer was not understood
 */
public record Subject(OpenEnum<RunSubjectKind> kind, String name, Unknowns unknowns) {

  static Subject read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Subject(
        fields.openEnum("kind", RunSubjectKind.class), fields.text("name"), fields.unknowns());
  }
}
