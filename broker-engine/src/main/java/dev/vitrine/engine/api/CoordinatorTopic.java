package dev.vitrine.engine.api;

import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/**
 * Where coordinators of one kind keep their state: the leader of a key's partition is its coordinator.
 *
 * @param topic     made by itself when it is first asked for
 * @param partition which partition a key (a group id, a transactional id) belongs to
 * @param serving   whether it is served from here can be waited for
 */
public record CoordinatorTopic(String topic, ToIntFunction<String> partition, Serving serving) {

    /** Tells when this broker serves the coordinator of a partition that it leads. */
    @FunctionalInterface
    public interface Serving {

        /** Completes then, or after so long in any case; never exceptionally. */
        CompletionStage<Void> whenServed(int partition, long limitMs);
    }
}
