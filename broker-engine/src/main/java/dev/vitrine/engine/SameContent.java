package dev.vitrine.engine;

import dev.vitrine.engine.log.ReadResult;
import dev.vitrine.engine.replica.Isolation;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.simulate.Violation;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Batch for batch, replicas hold the same bytes at the same offsets. */
final class SameContent {

    private static final int MAX_BYTES = 1 << 20;

    private record Place(TopicPartition partition, long baseOffset) {}

    private record Seen(int broker, ByteBuffer batch) {}

    private final Map<Place, Seen> seen = new HashMap<>();
    private final long millis;
    private final Consumer<Violation> broken;

    SameContent(long millis, Consumer<Violation> broken) {
        this.millis = millis;
        this.broken = broken;
    }

    void look(Partition partition, int broker) {
        long next = partition.log().startOffset();
        while (next < partition.log().endOffset()) {
            if (!(partition.read(next, MAX_BYTES, Isolation.REPLICA, true) instanceof ReadResult.Found found)) {
                broken.accept(new Violation("P3", millis, partition.name() + "@" + next + " can't be read on broker " + broker));
                return;
            }
            try {
                for (BatchRecords batch : BatchRecords.split(found.records().load())) {
                    look(new Place(partition.name(), batch.header().baseOffset()), new Seen(broker, batch.bytes()));
                    next = batch.header().lastOffset() + 1;
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } finally {
                found.records().release();
            }
        }
    }

    private void look(Place place, Seen here) {
        Seen there = seen.putIfAbsent(place, here);
        if (there != null && !there.batch().equals(here.batch())) {
            broken.accept(new Violation("P3", millis, place + " differs between brokers " + there.broker() + " and " + here.broker()));
        }
    }
}
