package dev.vitrine.app.actors;

import dev.vitrine.app.model.actors.ActorFigures.Consumed;
import dev.vitrine.app.model.actors.ClientSettings;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.words.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;

/** Polls, deals with each record for as long as it was told, commits in the way it was told. */
final class ConsumerActor extends Actor {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Comparator<TopicPartition> BY_PLACE = Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    private final Clients clients;
    private final Speedometer speed = new Speedometer();
    private final LongAdder polled = new LongAdder();
    private final LongAdder processed = new LongAdder();
    private final LongAdder again = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> dealtWith = new HashMap<>();
    private volatile List<TopicPartition> owned = List.of();

    ConsumerActor(long id, ConsumerSetup setup, Clients clients, ProducerActor.Chance chance) {
        super(id, setup, chance.nanos());
        this.clients = clients;
    }

    private ConsumerSetup told() {
        return (ConsumerSetup) setup();
    }

    @Override
    void play() {
        Consumer<byte[], byte[]> consumer = clients.consumer(ClientSettings.of(told()), body());
        boolean closed = false;
        try {
            consumer.subscribe(told().topics());
            works();
            pollOn(consumer);
            if (wished() == Wish.LEAVE) {
                commitAtLast(consumer);
                closed = true;
                consumer.close(CloseOptions.timeout(PATIENCE));
            }
        } catch (InterruptException e) {
            // told to hurry
        } finally {
            owned = List.of();
            if (!closed) {
                vanish(consumer);
            }
        }
    }

    /**
     * As a process that dies: no goodbye, no commit. Seeking is lazy and makes positions unknown; what is unknown, closing can't commit.
     */
    private static void vanish(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.seekToBeginning(consumer.assignment());
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO).withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
        }
    }

    private void pollOn(Consumer<byte[], byte[]> consumer) {
        while (goesOn()) {
            pass();
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            took(consumer.assignment());
            polled.add(records.count());
            if (!records.isEmpty()) {
                work(consumer, records);
            }
        }
    }

    private void took(Set<TopicPartition> assignment) {
        if (assignment.size() != owned.size() || !assignment.containsAll(owned)) {
            owned = assignment.stream().sorted(BY_PLACE).toList();
        }
    }

    private void work(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        dealtWith.clear();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!goesOn()) {
                putBack(consumer, records);
                return;
            }
            pass();
            rest(told().reading().processMillis() * 1_000_000L);
            done(record);
        }
        commit(consumer);
    }

    private void done(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < next.getOrDefault(partition, 0L)) {
            again.increment();
        }
        next.merge(partition, record.offset() + 1, Math::max);
        dealtWith.put(partition, new OffsetAndMetadata(record.offset() + 1));
        processed.increment();
    }

    /** Interrupted in the middle of a poll's records: the rest must not count as read. */
    private void putBack(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            OffsetAndMetadata upTo = dealtWith.get(partition);
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, upTo == null ? records.records(partition).getFirst().offset() : upTo.offset());
            }
        }
    }

    private void commit(Consumer<byte[], byte[]> consumer) {
        switch (told().reading().commit()) {
            case SYNC -> commitSync(consumer);
            case ASYNC -> consumer.commitAsync(Map.copyOf(dealtWith), (_, error) -> committed(error));
            case AUTO, NONE -> { }
        }
    }

    private void commitSync(Consumer<byte[], byte[]> consumer) {
        try {
            consumer.commitSync(Map.copyOf(dealtWith), PATIENCE);
            committed(null);
            dealtWith.clear();
        } catch (CommitFailedException | RetriableCommitFailedException | RebalanceInProgressException | TimeoutException e) {
            // Somebody else owns the partitions by now, or the answer was late: the records are read again, and that is all.
            committed(e);
        }
    }

    private void committed(Exception error) {
        if (error == null) {
            commits.increment();
        } else {
            failures.increment();
            note(Reason.of(error));
        }
    }

    /** What was dealt with since the last commit, where it commits by its own hand; the automatic commit is part of closing. */
    private void commitAtLast(Consumer<byte[], byte[]> consumer) {
        switch (told().reading().commit()) {
            case SYNC, ASYNC -> {
                dealtWith.keySet().retainAll(consumer.assignment());
                if (!dealtWith.isEmpty()) {
                    commitSync(consumer);
                }
            }
            case AUTO, NONE -> { }
        }
    }

    @Override
    Consumed figures() {
        long done = processed.sum();
        return new Consumed(speed.perSecond(done, nanos.getAsLong()), polled.sum(), done, again.sum(), commits.sum(), failures.sum(), owned);
    }

    @Override
    void forget() {
        List.of(polled, processed, again, commits, failures).forEach(LongAdder::reset);
        dealtWith.clear();
        speed.reset(nanos.getAsLong());
    }
}
