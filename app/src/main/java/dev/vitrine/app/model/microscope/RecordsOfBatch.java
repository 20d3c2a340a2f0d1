package dev.vitrine.app.model.microscope;

import dev.vitrine.app.model.messages.Consumers;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.engine.observe.BatchView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the records of one batch with a real consumer, on request only. Blocks: not for a screen's thread. */
public final class RecordsOfBatch {

    /** More are not listed; the Messages screen has them all. */
    public static final int MOST = 200;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS = 40;

    private final Consumers consumers;

    public RecordsOfBatch(Consumers consumers) {
        this.consumers = consumers;
    }

    /** At most {@value #MOST}, in order; those of open and aborted transactions too. Empty for a marker, which no consumer is given. */
    public List<Message> of(TopicPartition partition, BatchView batch) {
        List<Message> found = new ArrayList<>();
        if (batch.mark() != BatchView.Mark.NONE) {
            return found;
        }
        try (Consumer<byte[], byte[]> consumer = consumers.open(Consumers.quietReader(false))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, batch.baseOffset());
            for (int i = 0; i < POLLS && found.size() < MOST && consumer.position(partition) <= batch.lastOffset(); i++) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() >= batch.baseOffset() && record.offset() <= batch.lastOffset() && found.size() < MOST) {
                        found.add(Message.of(record));
                    }
                }
            }
        }
        return found;
    }
}
