package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchBuilder.Producer;
import dev.vitrine.engine.wire.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterTry;

/**
 * The same files given to Apache Kafka's own cleaner and to ours: the same bytes come out, in segments and in indexes, round after round.
 *
 * <p>Transactions only where the keys fit into memory. Where they don't, a pass begins in the middle of a segment, and there Kafka takes a
 * transaction aborted before that for one that still goes on: it then keeps records that a later transaction of the same producer replaced.
 * Ours knows that it is over.
 */
class KafkaCleanerTest {

    private static final int SEGMENT_BYTES = 4000;
    private static final int INDEX_INTERVAL = 300;
    private static final int ROUNDS = 4;
    private static final int TRANSACTIONAL = 3;
    private static final Cleanable NOTHING = new Cleanable(0, 0, 0, 0, false);

    private Path data;
    private Random random;
    private LogFixture fixture;
    private Log log;
    private final Map<Long, Integer> sequences = new TreeMap<>();

    @Property(tries = 15)
    void the_same_files_come_out_as_with_kafkas_cleaner(@ForAll long seed) throws IOException {
        data = Files.createTempDirectory("cleaner");
        random = new Random(seed);
        sequences.clear();
        fixture = fixtureIn("ours-0");
        dedupeBytes = random.nextBoolean() ? 1 << 20 : 24 * (5 + random.nextInt(60));
        for (int round = 0; round < ROUNDS; round++) {
            log = fixture.open();
            log.cleanedTo(round == 0 ? -1 : cleanedTo);
            for (int i = 0; i < 120; i++) {
                step();
            }
            for (Log.ActiveProducer producer : log.activeProducers()) {
                if (producer.currentTxnStartOffset() >= 0 && random.nextInt(5) > 0) {
                    end(producer.producerId());
                }
            }
            for (int i = 0; i < 20; i++) {
                step();
            }
            log.close();
            compareRound();
        }
    }

    @Property(tries = 100)
    @Tag("deep")
    void the_same_files_come_out_for_longer(@ForAll long seed) throws IOException {
        the_same_files_come_out_as_with_kafkas_cleaner(seed);
    }

    private long cleanedTo;
    private int dedupeBytes;

    private void compareRound() throws IOException {
        Path theirs = data.resolve("theirs-0");
        copy(fixture.folder, theirs);
        fixture.clean = true;
        fixture.recoveryPoint = log.endOffset();
        fixture.startOffset = log.startOffset();
        long cleanedBefore = log.cleanedTo();
        log = fixture.open();
        log.cleanedTo(cleanedBefore);
        log.onHighWatermark(log.endOffset());
        fixture.config.minDirtyRatio = -1;
        log.configure(fixture.config.build());
        Cleanable range = log.cleanable(log.endOffset()).orElse(NOTHING);
        if (range.cleanableBytes() == 0) { // an open transaction is in the way: neither would begin
            log.close();
            deleteTree(theirs);
            return;
        }
        long kafkas = new KafkaCleaner(theirs, fixture.time::millis).clean(kafkaConfig(), range, dedupeBytes);
        try (Compaction compaction = log.compact(range, new CompactionBuffers(dedupeBytes, 0.9, 1000))) {
            Compactions.run(log, compaction);
            assertThat(compaction.endOffset()).isEqualTo(kafkas);
        }
        cleanedTo = log.cleanedTo();
        log.close();
        Map<String, byte[]> expected = contents(theirs);
        Map<String, byte[]> ours = contents(fixture.folder);
        assertThat(ours.keySet()).isEqualTo(expected.keySet());
        ours.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
        deleteTree(theirs);
        fixture.time.advance(fixture.config.fileDeleteDelayMs);
        fixture.time.advance(random.nextInt(2) * 20_000L);
    }

    private LogFixture fixtureIn(String folder) {
        LogFixture made = new LogFixture(data.resolve(folder), new RealDisk(), System.currentTimeMillis());
        made.config.segmentBytes = SEGMENT_BYTES;
        made.config.indexIntervalBytes = INDEX_INTERVAL;
        made.config.compact = true;
        made.config.delete = false;
        made.config.deleteRetentionMs = 10_000;
        made.config.timestampAfterMaxMs = Long.MAX_VALUE;
        return made;
    }

    private Map<String, String> kafkaConfig() {
        return Map.of("cleanup.policy", "compact",
                "internal.segment.bytes", String.valueOf(SEGMENT_BYTES),
                "index.interval.bytes", String.valueOf(INDEX_INTERVAL),
                "delete.retention.ms", String.valueOf(fixture.config.deleteRetentionMs),
                "message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
    }

    private void step() {
        fixture.time.advance(random.nextInt(40));
        Codec codec = Codec.values()[random.nextInt(5)];
        BatchBuilder batch = new BatchBuilder(codec, 0);
        int records = 1 + random.nextInt(6);
        int kind = random.nextInt(dedupeBytes == 1 << 20 ? 4 : TRANSACTIONAL);
        if (kind > 1) {
            long producer = kind * 1000 + random.nextInt(6);
            if (kind == TRANSACTIONAL && random.nextInt(3) == 0) {
                end(producer);
                return;
            }
            int sequence = sequences.getOrDefault(producer, 0);
            sequences.put(producer, sequence + records);
            batch.producer(producer, (short) 0, sequence);
            if (kind == TRANSACTIONAL) {
                batch.transactional();
            }
        }
        for (int i = 0; i < records; i++) {
            byte[] value = random.nextInt(5) == 0 ? null : "v".repeat(random.nextInt(60)).getBytes(StandardCharsets.UTF_8);
            batch.add(fixture.time.millis() - random.nextInt(30), ("key-" + random.nextInt(40)).getBytes(StandardCharsets.UTF_8), value);
        }
        appended(log.append(batch.build(), CLIENT));
    }

    /** Committed or aborted; now and then one that has written nothing. */
    private void end(long producer) {
        appended(log.append(BatchBuilder.endTransaction(new Producer(producer, (short) 0), random.nextBoolean(), 3, fixture.time.millis()),
                new AppendContext(0, Origin.COORDINATOR, (short) 13)));
        log.onHighWatermark(log.endOffset());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static Map<String, byte[]> contents(Path folder) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path p : all.filter(p -> p.toString().matches(".*\\.(log|index|timeindex|txnindex)(\\.cleaned|\\.swap)?")).toList()) {
                found.put(p.getFileName().toString(), Files.readAllBytes(p));
            }
        }
        return found;
    }

    private static void deleteTree(Path folder) throws IOException {
        new RealDisk().deleteTree(folder);
    }

    @AfterTry
    void leave_nothing_behind() throws IOException {
        deleteTree(data);
    }
}
