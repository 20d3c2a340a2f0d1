package dev.vitrine.engine.offsets;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the logs of the coordinators amount to: the latest value of every key, shard by shard, and how far into the log that reaches. It saves
 * reading a whole log at start; it is never asked for anything else, and losing it costs time only. Nothing here throws: a view that fails
 * drops what it has and says so to observers. Any thread may call; calls for one shard come one after another.
 */
public interface CoordinatorView extends AutoCloseable {

    /** What the view holds of {@code shard}; empty where it holds nothing that can be trusted. Completes normally, always; on any thread. */
    CompletionStage<Optional<Loaded>> load(String shard);

    /**
     * Takes in records. They must be committed, and follow what was taken in before.
     *
     * @param position behind the last of them
     */
    void apply(String shard, List<ViewEntry> records, Position position);

    /** Drops all that is held of {@code shard}: its log is gone or the view of it is wrong. */
    void forget(String shard);

    /** Writes all that was taken in, so that the next run may trust it. */
    @Override
    void close();

    /** Its broker was killed: lets go of what is open as it is. Nothing vouches for it, so the next run reads the log. */
    default void abandon() {
        // nothing is open
    }

    /** Holds nothing, for logs whose records have no key of their own: the latest value per key says nothing about them. */
    static CoordinatorView none() {
        return new NoView();
    }

    /** @param entries the latest value of every key, none of them a tombstone, in no particular order */
    record Loaded(Position position, List<ViewEntry> entries) {

        public Loaded {
            entries = List.copyOf(entries);
        }
    }
}
