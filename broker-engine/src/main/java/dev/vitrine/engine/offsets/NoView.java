package dev.vitrine.engine.offsets;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** See {@link CoordinatorView#none()}. */
final class NoView implements CoordinatorView {

    @Override
    public CompletionStage<Optional<Loaded>> load(String shard) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public void apply(String shard, List<ViewEntry> records, Position position) {
        // the log is read whole
    }

    @Override
    public void forget(String shard) {
        // there is nothing to forget
    }

    @Override
    public void close() {
        // there is nothing to keep
    }
}
