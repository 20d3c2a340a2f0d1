package dev.vitrine.engine.api;

import java.util.function.ToIntFunction;

/**
 * Where coordinators of one kind keep their state: the leader of a key's partition is its coordinator.
 *
 * @param topic     made by itself when it is first asked for
 * @param partition which partition a key (a group id, a transactional id) belongs to
 */
public record CoordinatorTopic(String topic, ToIntFunction<String> partition) {}
