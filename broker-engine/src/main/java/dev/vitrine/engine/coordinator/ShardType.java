package dev.vitrine.engine.coordinator;

import java.util.function.Supplier;

/**
 * What kind of coordinator a {@link CoordinatorRuntime} runs.
 *
 * @param fresh makes an empty shard: called for each loading
 */
public record ShardType<S extends CoordinatorShard<S, R>, R>(Supplier<S> fresh, RecordCodec<R> codec) {}
