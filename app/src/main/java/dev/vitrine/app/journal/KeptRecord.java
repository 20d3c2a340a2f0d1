package dev.vitrine.app.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record as a session keeps it. Bytes are Base64, so that it goes through text.
 *
 * @param key         absent where the record has none
 * @param value       absent for a tombstone
 * @param valueLength how long the value was; longer than what is kept where it was cut
 */
public record KeptRecord(TopicPartition at, long offset, long timestamp, boolean appendTime, Optional<String> key, Optional<String> value, long valueLength,
                         List<Header> headers) {

    /** Of a longer key or value only the beginning is kept. */
    static final int MOST_BYTES = 16 * 1024;

    public KeptRecord {
        headers = List.copyOf(headers);
    }

    /** @param value absent where there is none */
    public record Header(String key, Optional<String> value) {}

    public static KeptRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), text(header.value()))));
        return new KeptRecord(new TopicPartition(record.topic(), record.partition()), record.offset(), record.timestamp(),
                record.timestampType() == TimestampType.LOG_APPEND_TIME, text(record.key()), text(record.value()),
                record.value() == null ? 0 : record.value().length, headers);
    }

    private static Optional<String> text(byte[] bytes) {
        return Optional.ofNullable(bytes).map(all -> Base64.getEncoder().encodeToString(all.length > MOST_BYTES ? Arrays.copyOf(all, MOST_BYTES) : all));
    }

    /** Characters that it takes. */
    long weight() {
        return 200L + key.map(String::length).orElse(0) + value.map(String::length).orElse(0)
                + headers.stream().mapToLong(header -> header.key().length() + header.value().map(String::length).orElse(0)).sum();
    }

    /** As a consumer would be given it. @throws IllegalArgumentException where what it holds isn't Base64 */
    public ConsumerRecord<byte[], byte[]> asRead() {
        RecordHeaders all = new RecordHeaders();
        headers.forEach(header -> all.add(header.key(), bytes(header.value())));
        byte[] keyBytes = bytes(key);
        byte[] valueBytes = bytes(value);
        return new ConsumerRecord<>(at.topic(), at.partition(), offset, timestamp, appendTime ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME,
                keyBytes == null ? -1 : keyBytes.length, valueBytes == null ? -1 : valueBytes.length, keyBytes, valueBytes, all, Optional.empty());
    }

    private static byte[] bytes(Optional<String> text) {
        return text.map(Base64.getDecoder()::decode).orElse(null);
    }
}
