package dev.vitrine.engine.controller;

import dev.vitrine.engine.offsets.CoordinatorView;
import dev.vitrine.engine.offsets.Position;
import dev.vitrine.engine.offsets.ViewEntry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Holds nothing: metadata records have no keys to hold them by, and each start reads the log. */
final class NoView implements CoordinatorView {

    @Override
    public CompletionStage<Optional<Loaded>> load(String shard) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public void apply(String shard, List<ViewEntry> records, Position position) {}

    @Override
    public void forget(String shard) {}

    @Override
    public void close() {}
}
