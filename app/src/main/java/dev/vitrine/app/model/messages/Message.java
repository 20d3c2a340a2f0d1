package dev.vitrine.app.model.messages;

import dev.vitrine.app.model.payload.Payload;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record as the list keeps it.
 *
 * @param timestamp  milliseconds; −1 where the record has none
 * @param appendTime true where the broker set the timestamp
 */
public record Message(
        TopicPartition at, long offset, long timestamp, boolean appendTime, Optional<Integer> leaderEpoch,
        Payload key, Payload value, List<Header> headers) {

    public Message {
        headers = List.copyOf(headers);
    }

    /** A header; keys may repeat. */
    public record Header(String key, Payload value) {}

    public static Message of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new java.util.ArrayList<>();
        record.headers().forEach(h -> headers.add(new Header(h.key(), Payload.of(h.value()))));
        return new Message(new TopicPartition(record.topic(), record.partition()), record.offset(), record.timestamp(),
                record.timestampType() == TimestampType.LOG_APPEND_TIME, record.leaderEpoch(),
                Payload.of(record.key()), Payload.of(record.value()), headers);
    }

    /** A record without a value: on a compacted topic it deletes what its key said before. */
    public boolean isTombstone() {
        return value.isNull();
    }

    /** Bytes that this row holds in memory. */
    long kept() {
        return 400L + key.head().length + value.head().length
                + headers.stream().mapToLong(h -> 100L + h.key().length() + h.value().head().length).sum();
    }
}
