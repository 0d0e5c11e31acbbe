package io.restriper.engine.facts;

import java.util.UUID;

/**
 * The cluster.
 *
 * @param id made once, written on every drive
 * @param name from the configuration
 * @param coordinatorNode the node whose restriper does the runs and records the reports
 */
public record ClusterFacts(UUID id, String name, int coordinatorNode) {}
