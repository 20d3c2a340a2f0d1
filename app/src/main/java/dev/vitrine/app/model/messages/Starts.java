package dev.vitrine.app.model.messages;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Puts a consumer where a {@link Seek} says. An offset that is gone, or not there yet, becomes the nearest that is. */
@FunctionalInterface
interface Starts {

    void apply(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends);

    static Starts of(Seek seek) {
        return switch (seek) {
            case Seek.Newest newest -> (consumer, ends) -> within(consumer, ends, end -> end - newest.count());
            case Seek.AtOffset at -> (consumer, ends) -> within(consumer, ends, _ -> at.offset());
            case Seek.Beginning _ -> (consumer, ends) -> within(consumer, ends, _ -> 0);
            case Seek.Live _ -> (consumer, ends) -> ends.forEach(consumer::seek);
            case Seek.AtTime at -> (consumer, ends) -> atTime(consumer, ends, at.time().toEpochMilli());
        };
    }

    private static void within(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, java.util.function.LongUnaryOperator wanted) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet());
        ends.forEach((partition, end) -> {
            long first = begins.get(partition);
            consumer.seek(partition, Math.clamp(wanted.applyAsLong(end), first, Math.max(first, end)));
        });
    }

    private static void atTime(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, long millis) {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, millis));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp at = found.get(partition);
            consumer.seek(partition, at == null ? end : at.offset());
        });
    }
}
