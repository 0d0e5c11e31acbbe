package io.restriper.engine.facts;

import java.util.UUID;

/**
 * A node: a fault domain.
 *
 * @param id 1 or more
 * @param uuid made once
 * @param name the host's name for the node that the server runs on, else made from its ID
 * @param online whether at least one of its drives answers
 * @param local whether it is the node that this process calls its own
 */
public record NodeFacts(int id, UUID uuid, String name, boolean online, boolean local) {}
