package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.wire.Codec;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The process dies between any two changes of the disk, or in the middle of one: while appending, rolling, deleting, truncating, closing,
 * recovering. The next start has every acknowledged record that was not deleted, and goes on without a gap.
 */
class KillPointTest {

    private LogFixture fixture;
    private FaultyDisk disk;
    private Random random;
    private List<String> acknowledged;
    private long deletedBefore;
    private long truncatedTo;
    private boolean clean;

    @Property(tries = 300)
    void every_acknowledged_record_is_there_after_a_kill_at_any_moment(@ForAll long seed, @ForAll @IntRange(min = 1, max = 250) int changes) {
        random = new Random(seed);
        fixture = new LogFixture();
        fixture.config.segmentBytes = 300 + random.nextInt(1500);
        fixture.config.indexIntervalBytes = 1 + random.nextInt(400);
        acknowledged = new ArrayList<>();
        deletedBefore = 0;
        truncatedTo = Long.MAX_VALUE;
        clean = false;
        for (int life = 0; life < 4; life++) {
            live(changes);
            check();
        }
    }

    /** Works until it is killed. What it may have told the data folder's checkpoints is what they hold at the next start. */
    private void live(int changes) {
        disk = new FaultyDisk(fixture.memory);
        disk.dieAfter(1 + random.nextInt(changes), random);
        fixture.disk = disk;
        fixture.clean = clean;
        clean = false;
        Log log;
        try {
            log = fixture.open();
        } catch (UncheckedIOException killed) {
            return;
        }
        while (!disk.dead() && random.nextInt(100) > 0) {
            step(log);
            fixture.time.advance(random.nextInt(2000));
            if (!disk.dead() && random.nextInt(5) == 0) {
                fixture.recoveryPoint = log.recoveryPoint();
            }
        }
        if (!disk.dead()) {
            log.close();
            clean = !disk.dead();
            fixture.recoveryPoint = clean ? log.recoveryPoint() : fixture.recoveryPoint;
        }
    }

    private void step(Log log) {
        switch (random.nextInt(25)) {
            case 0 -> log.flush();
            case 1 -> {
                deletedBefore = Math.max(deletedBefore, random.nextLong(log.endOffset() + 1));
                log.deleteRecordsBefore(deletedBefore);
            }
            case 2 -> truncate(log);
            case 3 -> log.beginEpoch(random.nextInt(20));
            default -> {
                String value = "v" + acknowledged.size() + "." + random.nextInt(1000);
                Codec codec = Codec.values()[random.nextInt(5)];
                AppendContext context = new AppendContext(log.latestEpoch().orElse(0), AppendContext.Origin.CLIENT, (short) 13);
                if (log.append(fixture.batch(codec, b -> b, value), context) instanceof AppendResult.Appended done) {
                    assertThat(done.baseOffset()).isEqualTo(acknowledged.size());
                    acknowledged.add(value);
                }
            }
        }
    }

    private void truncate(Log log) {
        long to = deletedBefore + random.nextLong(log.endOffset() - Math.min(deletedBefore, log.endOffset()) + 1);
        truncatedTo = Math.min(to, acknowledged.size());
        log.truncateTo(truncatedTo);
        if (!disk.dead()) {
            acknowledged = new ArrayList<>(acknowledged.subList(0, (int) truncatedTo));
            fixture.recoveryPoint = Math.min(fixture.recoveryPoint, truncatedTo);
            truncatedTo = Long.MAX_VALUE;
        }
    }

    /** Looks with a disk that does not fail, and kills that look, too: it must change nothing that matters. */
    private void check() {
        fixture.disk = fixture.memory;
        fixture.clean = clean;
        fixture.startOffset = 0;
        fixture.recoveryPoint = Math.min(fixture.recoveryPoint, Math.min(truncatedTo, acknowledged.size()));
        Log log = fixture.open();
        int kept = (int) log.endOffset();
        if (truncatedTo < acknowledged.size() && kept < acknowledged.size()) {
            assertThat(kept).isGreaterThanOrEqualTo((int) truncatedTo);
            acknowledged = new ArrayList<>(acknowledged.subList(0, kept));
        }
        truncatedTo = Long.MAX_VALUE;
        // A batch may have reached the file whole though nobody was told so any more.
        assertThat(kept).isBetween(acknowledged.size(), acknowledged.size() + 1);
        List<String> read = values(log, log.startOffset());
        assertThat(log.startOffset()).isLessThanOrEqualTo(Math.max(deletedBefore, 0));
        assertThat(read.subList(0, acknowledged.size() - (int) log.startOffset()))
                .isEqualTo(acknowledged.subList((int) log.startOffset(), acknowledged.size()));
        if (kept > acknowledged.size()) {
            acknowledged.add(read.getLast());
        }
        assertThat(log.append(fixture.batch("check"), CLIENT)).isInstanceOf(AppendResult.Appended.class);
        acknowledged.add("check");
        clean = false;
    }
}
