package dev.vitrine.app.model.groups;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a group stands in a partition.
 *
 * @param committed empty where it has never committed
 * @param end       the first offset consumers can't see yet; empty where the partition is gone
 * @param start     the first offset that can be read
 * @param owner     name of the member that reads it now
 */
public record PositionLine(
        TopicPartition partition, OptionalLong committed, OptionalLong start, OptionalLong end, Lag lag, Optional<String> owner,
        String metadata, long committedAtMillis) {

    /** True where what it would read next is deleted already. */
    public boolean behindStart() {
        return committed.isPresent() && start.isPresent() && committed.getAsLong() < start.getAsLong();
    }

    /** The committed offset, or the word for none. */
    public String committedText() {
        return committed.isPresent() ? dev.vitrine.app.model.Figures.exact(committed.getAsLong()) : "no commit yet";
    }
}
