package dev.vitrine.app.model.messages;

import dev.vitrine.app.model.messages.Progress.State;
import dev.vitrine.app.model.words.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** One reading of a topic, on the thread that runs it, with a consumer of its own. {@link #more} and {@link #stop} come from any thread. */
public final class TopicScan implements Runnable {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Query query;
    private final Consumers consumers;
    private final LongSupplier nanos;
    private final MessageRing ring = new MessageRing();
    private final Search search;
    private final Semaphore pages = new Semaphore(0);
    private final long began;

    private volatile Consumer<byte[], byte[]> consumer;
    private volatile boolean stopped;
    private volatile State state = State.CONNECTING;
    private volatile String why = "";
    private volatile long scanned;
    private volatile long scannedBytes;
    private volatile long matched;
    private volatile long toScan;
    private volatile long ended;

    public TopicScan(Query query, Consumers consumers, LongSupplier nanos) {
        this.query = query;
        this.consumers = consumers;
        this.nanos = nanos;
        this.search = new Search(query.search());
        this.began = nanos.getAsLong();
    }

    public Query query() {
        return query;
    }

    public MessageRing ring() {
        return ring;
    }

    public Progress progress() {
        long until = ended == 0 ? nanos.getAsLong() : ended;
        return new Progress(state, scanned, scannedBytes, matched, toScan, until - began, why);
    }

    /** Reads another page, where it paused at the end of one. */
    public void more() {
        pages.release();
    }

    /** Ends soon, wherever it is. */
    public void stop() {
        stopped = true;
        pages.release();
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }

    @Override
    public void run() {
        try (Consumer<byte[], byte[]> mine = consumers.open(Consumers.quietReader(query.committedOnly()))) {
            consumer = mine;
            scan(mine);
        } catch (WakeupException | InterruptException _) {
            state = State.STOPPED;
        } catch (RuntimeException e) {
            why = Reason.of(e);
            state = State.FAILED;
        } finally {
            consumer = null;
            ended = nanos.getAsLong();
            if (stopped && state != State.FAILED) {
                state = State.STOPPED;
            }
        }
    }

    private void scan(Consumer<byte[], byte[]> from) {
        List<TopicPartition> partitions = chosen(from);
        from.assign(partitions);
        Map<TopicPartition, Long> ends = from.endOffsets(partitions);
        Starts.of(query.seek()).apply(from, ends);
        long left = 0;
        for (TopicPartition p : partitions) {
            left += Math.max(0, ends.get(p) - from.position(p));
        }
        toScan = left;
        state = State.READING;
        switch (query.seek()) {
            case Seek.Newest newest -> newest(from, ends, newest.count());
            case Seek.Live _ -> live(from);
            default -> pages(from, ends);
        }
    }

    private List<TopicPartition> chosen(Consumer<byte[], byte[]> from) {
        var infos = from.partitionsFor(query.topic());
        if (infos == null || infos.isEmpty()) {
            throw new IllegalStateException("There is no topic “" + query.topic() + "”.");
        }
        List<TopicPartition> partitions = new ArrayList<>();
        infos.forEach(info -> {
            if (query.partitions().isEmpty() || query.partitions().contains(info.partition())) {
                partitions.add(new TopicPartition(info.topic(), info.partition()));
            }
        });
        partitions.sort(Comparator.comparingInt(TopicPartition::partition));
        return partitions;
    }

    /** Up to the ends as they were at the start; pauses after each page. */
    private void pages(Consumer<byte[], byte[]> from, Map<TopicPartition, Long> ends) {
        while (!stopped && !allRead(from, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
                if (stopped) {
                    return;
                }
                if (looked(record)) {
                    ring.put(Message.of(record));
                    awaitMoreAfterPage();
                }
            }
        }
        state = stopped ? State.STOPPED : State.AT_END;
    }

    private void awaitMoreAfterPage() {
        if (matched % query.page() != 0) {
            return;
        }
        state = State.PAGE_FULL;
        pages.acquireUninterruptibly();
        pages.drainPermits();
        state = State.READING;
    }

    private void live(Consumer<byte[], byte[]> from) {
        toScan = 0;
        while (!stopped) {
            state = State.WAITING;
            for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
                if (looked(record)) {
                    ring.put(Message.of(record));
                }
            }
        }
    }

    /** Reads N from the end of each partition and keeps the N newest of all, the newest first. */
    private void newest(Consumer<byte[], byte[]> from, Map<TopicPartition, Long> ends, int count) {
        Comparator<Message> byAge = Comparator.comparingLong(Message::timestamp).thenComparingLong(Message::offset)
                .thenComparingInt(m -> m.at().partition());
        PriorityQueue<Message> kept = new PriorityQueue<>(byAge);
        long bytes = 0;
        while (!stopped && !allRead(from, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
                if (looked(record)) {
                    Message message = Message.of(record);
                    kept.add(message);
                    bytes += message.kept();
                    while (kept.size() > count || bytes > MessageRing.BYTES && kept.size() > 1) {
                        bytes -= kept.remove().kept();
                    }
                }
            }
        }
        kept.stream().sorted(byAge.reversed()).forEach(ring::put);
        state = stopped ? State.STOPPED : State.AT_END;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // a single writer
    private boolean looked(ConsumerRecord<byte[], byte[]> record) {
        scanned++;
        scannedBytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        if (!search.matches(record)) {
            return false;
        }
        matched++;
        return true;
    }

    /** By position, not by record seen: control records and compacted holes move the position and are never handed out. */
    private static boolean allRead(Consumer<byte[], byte[]> from, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> from.position(end.getKey()) >= end.getValue());
    }
}
