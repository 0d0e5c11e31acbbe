package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.restriper.client.read.Fields;
import io.restriper.client.read.Unknowns;

/**
 * The settings of a cluster.
 *
 * @param clusterName what the cluster is called; empty if unknown
 * @param unknowns what of the answer was not understood
 */
public record Settings(String clusterName, Unknowns unknowns) {

  static Settings read(JsonNode json) {
    Fields fields = new Fields(json);
    return new Settings(fields.text("cluster_name"), fields.unknowns());
  }
}
