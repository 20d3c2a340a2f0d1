package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * Records are appended, deleted and compacted at the same time, and the process dies between any two changes of the disk, or in the middle of
 * one. Whatever happens: every record that is left is the one that was written at its offset, the newest of each key is left, nothing older
 * comes back behind a tombstone that went, and a producer's last batch is still known for a duplicate. Some records are part of transactions: of
 * those that were committed the same holds; of those that were aborted no reader of committed records ever sees one, whatever of records, markers
 * and indexes the compaction had rewritten when the process died.
 */
class CompactionKillTest {

    private static final int KEYS = 12;
    private static final int PRODUCERS = 3;

    private LogFixture fixture;
    private FaultyDisk disk;
    private Random random;
    private boolean clean;
    private long deletedBefore;
    /** What was acknowledged, by offset: key, and value or null. */
    private NavigableMap<Long, String[]> written;
    private long end;
    private Map<Integer, ByteBuffer> lastBatches;
    private int[] sequences;
    private RandomTransactions transactions;
    private Compaction compaction;
    private long cleanedTo;

    @Property(tries = 400)
    void the_newest_record_of_each_key_survives_a_kill_at_any_moment(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int changes) {
        random = new Random(seed);
        fixture = new LogFixture();
        fixture.config.compact = true;
        fixture.config.delete = false;
        fixture.config.segmentBytes = 300 + random.nextInt(1500);
        fixture.config.indexIntervalBytes = 1 + random.nextInt(400);
        fixture.config.minDirtyRatio = -1;
        fixture.config.deleteRetentionMs = random.nextInt(3) * 5000L;
        fixture.config.fileDeleteDelayMs = random.nextInt(2) * 1000L;
        written = new TreeMap<>();
        end = 0;
        deletedBefore = 0;
        cleanedTo = -1;
        sequences = new int[PRODUCERS];
        transactions = new RandomTransactions(random);
        lastBatches = new HashMap<>();
        clean = false;
        for (int life = 0; life < 4; life++) {
            live(changes);
            check();
        }
    }

    @Property(tries = 5000)
    @Tag("deep")
    void it_survives_many_more(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1000) int changes) {
        the_newest_record_of_each_key_survives_a_kill_at_any_moment(seed, changes);
    }

    private void live(int changes) {
        disk = new FaultyDisk(fixture.memory);
        disk.dieAfter(1 + random.nextInt(changes), random);
        fixture.disk = disk;
        fixture.clean = clean;
        clean = false;
        compaction = null;
        Log log;
        try {
            log = fixture.open();
        } catch (UncheckedIOException killed) {
            return;
        }
        log.cleanedTo(cleanedTo);
        while (!disk.dead() && random.nextInt(150) > 0) {
            step(log);
            fixture.time.advance(random.nextInt(500));
            if (!disk.dead() && random.nextInt(5) == 0) {
                fixture.recoveryPoint = log.recoveryPoint();
            }
        }
        stop(log);
    }

    private void stop(Log log) {
        if (disk.dead()) {
            return;
        }
        if (compaction != null) {
            try {
                compaction.close();
            } catch (IOException killed) {
                return;
            }
        }
        log.close();
        clean = !disk.dead();
        fixture.recoveryPoint = clean ? log.recoveryPoint() : fixture.recoveryPoint;
    }

    private void step(Log log) {
        switch (random.nextInt(20)) {
            case 0 -> log.flush();
            case 1 -> {
                if (random.nextInt(4) == 0) {
                    deletedBefore = Math.max(deletedBefore, random.nextLong(log.endOffset() + 1));
                    log.deleteRecordsBefore(deletedBefore);
                }
            }
            case 2, 3, 4, 5, 6, 7 -> compactOn(log);
            case 8, 9 -> transact(log);
            default -> append(log);
        }
    }

    private void compactOn(Log log) {
        try {
            if (compaction == null) {
                Cleanable range = log.cleanable(log.endOffset()).orElse(null);
                int dedupe = random.nextBoolean() ? 1 << 16 : 24 * 8;
                compaction = range == null ? null : log.compact(range, new CompactionBuffers(dedupe, 0.9, 200));
                return;
            }
            for (int i = random.nextInt(20); i >= 0 && compaction.next() == Compaction.Next.ADVANCE; i--) {
                compaction.advance();
            }
            if (compaction.next() == Compaction.Next.SWAP) {
                compaction.swap();
            }
            if (compaction.next() == Compaction.Next.DONE) {
                done(log);
            }
        } catch (IOException refused) {
            giveUp(refused);
        }
    }

    private void giveUp(IOException why) {
        if (disk.dead()) {
            return;
        }
        assertThat(compaction.overtaken()).as(why.toString()).isTrue();
        try {
            compaction.close();
        } catch (IOException killed) {
            assertThat(disk.dead()).isTrue();
        }
        compaction = null;
    }

    private void done(Log log) throws IOException {
        if (compaction.complete()) {
            log.cleanedTo(compaction.endOffset());
            cleanedTo = compaction.endOffset();
        }
        compaction.close();
        compaction = null;
    }

    private void append(Log log) {
        int records = 1 + random.nextInt(3);
        BatchBuilder batch = new BatchBuilder(Codec.values()[random.nextInt(5)], 0);
        int producer = random.nextInt(2 * PRODUCERS);
        if (producer < PRODUCERS) {
            batch.producer(500 + producer, (short) 0, sequences[producer]);
        }
        String[][] made = new String[records][];
        fill(batch, made);
        ByteBuffer bytes = batch.build();
        if (log.append(copy(bytes), CLIENT) instanceof AppendResult.Appended done) {
            assertThat(done.baseOffset()).isEqualTo(end);
            acknowledge(made);
            if (producer < PRODUCERS) {
                sequences[producer] += records;
                lastBatches.put(producer, bytes);
            }
        }
    }

    private void fill(BatchBuilder batch, String[][] made) {
        for (int i = 0; i < made.length; i++) {
            made[i] = new String[] {"k" + random.nextInt(KEYS), random.nextInt(4) == 0 ? null : "v" + random.nextInt(100_000)};
            batch.add(fixture.time.millis(), bytes(made[i][0]), made[i][1] == null ? null : bytes(made[i][1]));
        }
    }

    /** One more batch of a transaction, or its end. What is written in it counts when it is committed. */
    private void transact(Log log) {
        if (transactions.endsNow()) {
            boolean commit = random.nextBoolean();
            if (fixture.end(log, transactions.producer(), 0, commit) instanceof AppendResult.Appended) {
                transactions.ended(commit, written);
                end++;
            }
            return;
        }
        String[][] made = new String[1 + random.nextInt(3)][];
        BatchBuilder batch = new BatchBuilder(Codec.values()[random.nextInt(5)], 0)
                .producer(transactions.producer(), (short) 0, transactions.sequence()).transactional();
        fill(batch, made);
        if (log.append(batch.build(), CLIENT) instanceof AppendResult.Appended) {
            transactions.wrote(end, made);
            end += made.length;
        }
    }

    /** Offsets are written into the bytes that are appended. */
    private static ByteBuffer copy(ByteBuffer batch) {
        return ByteBuffer.allocate(batch.remaining()).put(batch.duplicate()).flip();
    }

    private void acknowledge(String[][] made) {
        for (String[] record : made) {
            written.put(end++, record);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void check() {
        fixture.disk = fixture.memory;
        fixture.clean = clean;
        fixture.startOffset = 0;
        Log log = fixture.open();
        // A batch may have reached the file whole though nobody was told so any more: cut it off, and it never was.
        assertThat(log.endOffset()).isGreaterThanOrEqualTo(end);
        log.truncateTo(end);
        assertThat(log.endOffset()).isEqualTo(end);
        fixture.recoveryPoint = Math.min(fixture.recoveryPoint, end);
        Map<Long, String> all = Compactions.records(log);
        all.forEach((offset, record) -> assertThat(record).isEqualTo(text(written.getOrDefault(offset, transactions.uncommitted(offset)))));
        Map<Long, String> committed = RandomTransactions.committed(log);
        assertThat(committed.keySet()).as("what a reader of committed records sees").noneMatch(offset -> transactions.uncommitted(offset) != null);
        newest().forEach((key, offset) -> checkNewest(key, offset, all, committed));
        lastBatches.forEach((producer, batch) -> {
            if (log.activeProducers().stream().anyMatch(known -> known.producerId() == 500 + producer)) {
                assertThat(LogFixture.appended(log.append(copy(batch), CLIENT)).duplicate()).isTrue();
            }
        });
        clean = false;
    }

    private Map<String, Long> newest() {
        Map<String, Long> newest = new TreeMap<>();
        written.forEach((offset, record) -> newest.put(record[0], offset));
        return newest;
    }

    private void checkNewest(String key, long offset, Map<Long, String> left, Map<Long, String> committed) {
        if (offset < deletedBefore) {
            return;
        }
        boolean tombstone = written.get(offset)[1] == null;
        if (!tombstone) {
            assertThat(left).containsKey(offset);
        } else if (!left.containsKey(offset)) {
            assertThat(committed.values().stream().filter(record -> record.startsWith(key + "="))).as("older than the tombstone that went").isEmpty();
        }
    }

    private static String text(String[] record) {
        return record[0] + "=" + record[1];
    }
}
