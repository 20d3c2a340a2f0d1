package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The disk refuses a change here and there, and the log goes on: appending, rolling, ending transactions, truncating, closing. Whatever was under way, it
 * holds what it said that it holds, without a hole; who reads what is committed is given just that; and so it is after a kill, and after the loss of power.
 */
class RefusedChangeTest {

    private static final int STEPS = 80;

    /** What lies at an offset. @param value empty of a marker, and then {@code commits} counts */
    private record Entry(long producer, Optional<String> value, boolean commits) {}

    private final LogFixture fixture = new LogFixture();
    private final FaultyDisk disk = new FaultyDisk(fixture.memory);
    private final List<Entry> entries = new ArrayList<>();
    private Random random;
    private Log log;
    private int names;

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void a_log_is_what_it_says_wherever_the_disk_refuses(@ForAll long seed) {
        new RefusedChangeTest().run(new Random(seed));
    }

    private void run(Random seeded) {
        random = seeded;
        fixture.disk = disk;
        fixture.config.segmentBytes = 300 + random.nextInt(1500);
        fixture.config.indexIntervalBytes = 1 + random.nextInt(300);
        log = fixture.open();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0) {
                disk.refuseIn(1 + random.nextInt(6));
            }
            step();
            if (random.nextInt(3) == 0) {
                disk.refuseIn(0);
                check("after step " + step);
            }
        }
    }

    private void step() {
        switch (random.nextInt(16)) {
            case 0 -> log.flush();
            case 1, 2 -> truncate();
            case 3 -> reopen(false);
            case 4 -> reopen(true);
            case 5 -> losePower();
            case 6, 7, 8 -> open().stream().skip(random.nextInt(2)).findFirst().ifPresent(this::end);
            case 9 -> append(++names);
            default -> append(open().stream().findAny().filter(open -> random.nextBoolean()).orElseGet(() -> (long) ++names));
        }
    }

    private void append(long producer) {
        String value = "v" + ++names;
        int sequence = (int) entries.stream().filter(entry -> entry.producer() == producer && entry.value().isPresent()).count();
        AppendResult result = log.append(fixture.inTransaction(producer, 0, sequence, value), CLIENT);
        took(result, new Entry(producer, Optional.of(value), false));
    }

    private void end(long producer) {
        boolean commits = random.nextBoolean();
        took(fixture.end(log, producer, 0, commits), new Entry(producer, Optional.empty(), commits));
    }

    private void took(AppendResult result, Entry entry) {
        if (result instanceof AppendResult.Appended done) {
            assertThat(done.duplicate()).as("%s", entry).isFalse();
            assertThat(done.baseOffset()).isEqualTo(entries.size());
            entries.add(entry);
        }
    }

    private void truncate() {
        int before = entries.size();
        int to = random.nextInt(before + 1);
        log.truncateTo(to);
        assertThat(log.endOffset()).as("cut to %d", to).isBetween((long) to, (long) before);
        cutTo(log.endOffset());
    }

    private void reopen(boolean cleanly) {
        long end = log.endOffset();
        Log before = log;
        do {
            try {
                log = cleanly ? fixture.reopenClean(before) : fixture.reopenKilled(before);
            } catch (UncheckedIOException refused) {
                assertThat(refused).hasMessageContaining("Can't open");
            }
        } while (log == before);
        assertThat(log.endOffset()).isEqualTo(end);
    }

    /** What was flushed is there; of the rest, what happens to be. */
    private void losePower() {
        long safe = log.recoveryPoint();
        fixture.memory.losePower(fixture.folder, random);
        disk.refuseIn(0);
        log = fixture.reopenKilled(log);
        assertThat(log.endOffset()).isBetween(safe, (long) entries.size());
        cutTo(log.endOffset());
    }

    private void cutTo(long end) {
        entries.subList((int) end, entries.size()).clear();
    }

    private void check(String when) {
        log.beginEpoch(0); // whoever leads knows its producers
        assertThat(log.endOffset()).as("end " + when).isEqualTo(entries.size());
        assertThat(read(0, entries.size(), Set.of())).as("all " + when).isEqualTo(IntStream.range(0, entries.size()).boxed().toList());
        long stable = open().stream().mapToLong(this::firstOf).min().orElse(entries.size());
        assertThat(LogFixture.stable(log)).as("last stable offset " + when).isEqualTo(stable);
        int from = random.nextInt((int) stable + 1);
        assertThat(read(from, stable, aborted())).as("committed from %d %s", from, when)
                .isEqualTo(IntStream.range(from, (int) stable).filter(this::isCommitted).boxed().toList());
    }

    /** Offsets that a reader in small steps is given. @param ended whose records may be skipped; empty where all are read */
    private List<Integer> read(long from, long limit, Set<Long> ended) {
        List<Integer> given = new ArrayList<>();
        long next = from;
        while (next < limit) {
            ReadResult.Found found = (ReadResult.Found) log.read(next, 1 + random.nextInt(600), limit, true);
            List<AbortedTransaction> told = ended.isEmpty() ? List.of() : log.abortedTransactions(next, found.records()).orElseThrow();
            Set<Long> skipped = new HashSet<>();
            for (BatchRecords batch : BatchRecords.split(LogFixture.load(found))) {
                long offset = batch.header().baseOffset();
                told.stream().filter(aborted -> aborted.firstOffset() <= offset).map(AbortedTransaction::producerId).forEach(skipped::add);
                if (batch.header().isControl()) {
                    skipped.remove(batch.header().producerId());
                    told = told.stream().filter(aborted -> aborted.lastOffset() > offset || aborted.producerId() != batch.header().producerId()).toList();
                }
                if (offset >= next && (ended.isEmpty() || !batch.header().isControl() && !skipped.contains(batch.header().producerId()))) {
                    assertThat(same(batch, entries.get((int) offset))).as("at %d", offset).isTrue();
                    given.add((int) offset);
                }
                next = Math.max(next, batch.header().nextOffset());
            }
        }
        return given;
    }

    private static boolean same(BatchRecords batch, Entry entry) {
        Optional<ControlMarker> marker = batch.marker();
        List<String> values = new ArrayList<>();
        if (marker.isEmpty()) {
            batch.forEach(record -> values.add(LogFixture.text(record.value())));
        }
        return batch.header().producerId() == entry.producer() && values.equals(entry.value().stream().toList());
    }

    private Set<Long> aborted() {
        Set<Long> aborted = new HashSet<>(Set.of(-1L)); // never empty: this one reads what is committed
        entries.stream().filter(entry -> entry.value().isEmpty() && !entry.commits()).map(Entry::producer).forEach(aborted::add);
        return aborted;
    }

    private boolean isCommitted(int offset) {
        Entry entry = entries.get(offset);
        return entry.value().isPresent() && entries.stream().anyMatch(other -> other.producer() == entry.producer() && other.commits());
    }

    /** Producers whose transaction has not ended; each producer has but one. */
    private List<Long> open() {
        Set<Long> ended = new HashSet<>();
        entries.stream().filter(entry -> entry.value().isEmpty()).map(Entry::producer).forEach(ended::add);
        return entries.stream().map(Entry::producer).distinct().filter(producer -> !ended.contains(producer)).toList();
    }

    private long firstOf(long producer) {
        return IntStream.range(0, entries.size()).filter(offset -> entries.get(offset).producer() == producer).findFirst().orElseThrow();
    }
}
