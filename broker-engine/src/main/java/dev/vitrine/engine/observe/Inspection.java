package dev.vitrine.engine.observe;

import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/**
 * A look at what lies inside: headers and indexes, never what the records say. All of it is read while somebody asks, on threads that may wait for
 * the disk, within the bounds that the question sets; nobody who writes or serves is held up.
 */
public interface Inspection {

    /** What of a partition's log lies where. Fails with {@link NotHere} where this process has no such partition. */
    CompletionStage<LogShape> shape(TopicPartition partition, LogRange range);

    /** The headers of the batches in a range, in order. Fails with {@link NotHere} where this process has no such partition. */
    CompletionStage<BatchPage> batches(TopicPartition partition, LogRange range);

    /** A broker itself: its folder, the engine's threads. Fails with {@link NotHere} where no such broker runs in this process. */
    CompletionStage<BrokerInside> inside(int broker);

    /** There is no such thing here. */
    final class NotHere extends RuntimeException {

        private static final long serialVersionUID = 1;

        public NotHere(TopicPartition partition) {
            super("There is no " + partition + " in this process.");
        }

        public NotHere(int broker) {
            super("Broker " + broker + " does not run in this process.");
        }
    }
}
