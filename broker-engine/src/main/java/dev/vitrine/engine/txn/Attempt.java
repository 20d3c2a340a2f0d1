package dev.vitrine.engine.txn;

/**
 * How far a shard came with a request. Producer ids are the controller's to give, and a shard waits for nobody: where it finds that it needs
 * one it says so, and is asked again with one in its hand.
 */
sealed interface Attempt<T> {

    record Answered<T>(T answer) implements Attempt<T> {}

    record NeedsProducerId<T>() implements Attempt<T> {}
}
