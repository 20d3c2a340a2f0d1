package dev.vitrine.engine.coordinator;

/** Something asked of a shard that changes it. Runs in the shard's mailbox; must not block. */
@FunctionalInterface
public interface Command<S extends CoordinatorShard<S, R>, R> {

    Outcome<S, R> run(S shard, long nowMillis);
}
