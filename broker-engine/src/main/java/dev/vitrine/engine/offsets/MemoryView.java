package dev.vitrine.engine.offsets;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A view that lasts as long as the process: for simulation and for brokers without a data folder. */
public final class MemoryView implements CoordinatorView {

    private final Map<String, Shard> shards = new HashMap<>();

    @Override
    public synchronized CompletionStage<Optional<Loaded>> load(String shard) {
        return CompletableFuture.completedStage(Optional.ofNullable(shards.get(shard)).map(Shard::loaded));
    }

    @Override
    public synchronized void apply(String shard, List<ViewEntry> records, Position position) {
        shards.computeIfAbsent(shard, name -> new Shard()).apply(records, position);
    }

    @Override
    public synchronized void forget(String shard) {
        shards.remove(shard);
    }

    @Override
    public void close() {
        // there is nothing to keep
    }

    private static final class Shard {

        private final Map<ByteBuffer, ViewEntry> latest = new HashMap<>();
        private Position position;

        void apply(List<ViewEntry> records, Position reached) {
            for (ViewEntry entry : records) {
                ByteBuffer key = ByteBuffer.wrap(entry.key());
                if (entry.value() == null) {
                    latest.remove(key);
                } else {
                    latest.put(key, entry);
                }
            }
            position = reached;
        }

        Loaded loaded() {
            return new Loaded(position, List.copyOf(latest.values()));
        }
    }
}
