package dev.vitrine.app.model.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Which keys are frequent at the ends of partitions. Only where somebody asks is a partition looked at, one at a time and not again for a while: what is
 * known is answered, the rest comes later. For one thread.
 */
public final class KeyShares {

    private static final long GOOD_FOR_MILLIS = 15_000;
    private static final int MOST = 64;

    private record Known(Optional<KeyShare> share, long atMillis) {}

    private final BiConsumer<TopicPartition, Consumer<Optional<KeyShare>>> look;
    private final LongSupplier millis;
    private final Map<TopicPartition, Known> known = new HashMap<>();
    private boolean looking;

    /** @param look reads the newest records of a partition and tells, on the same thread as all else here, which key is most frequent; empty where it couldn't */
    public KeyShares(BiConsumer<TopicPartition, Consumer<Optional<KeyShare>>> look, LongSupplier millis) {
        this.look = look;
        this.millis = millis;
    }

    /** What is known; where that is nothing, or old, somebody is sent to look. */
    public Optional<KeyShare> of(TopicPartition partition) {
        Known here = known.get(partition);
        if (!looking && (here == null || millis.getAsLong() - here.atMillis() > GOOD_FOR_MILLIS)) {
            looking = true;
            look.accept(partition, share -> {
                looking = false;
                if (known.size() >= MOST) {
                    known.clear();
                }
                known.put(partition, new Known(share, millis.getAsLong()));
            });
        }
        return here == null ? Optional.empty() : here.share();
    }
}
