package dev.vitrine.app.bench;

import dev.vitrine.app.bench.load.LoadProcess;
import dev.vitrine.app.model.LookPace;
import dev.vitrine.app.model.stage.EndMeter;
import dev.vitrine.app.model.stage.FlowMeter;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.source.Inbox;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What being looked at costs a broker that has all it can do, without any window: 1,000 partitions, 50 groups of 20 members, 16 producers that write as
 * fast as they are answered. By turns somebody looks, as often and at all that the stage looks at, and nobody does; who looks is the same each time, and
 * only closes the eyes between. Pairs of neighbouring turns are compared, whichever came first, and the median of their ratios is what it costs: what else
 * goes on on the machine changes more slowly than that. Turns are short for the same reason, and what the broker does now and then (old segments are
 * deleted) it does several times in each. All of a turn counts: who opens the eyes asks for a snapshot at once, and so looks rather more often than who
 * keeps them open.
 */
public final class ObservingBench {

    private static final int PAIRS = Integer.getInteger("bench.pairs", 300);
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Both ways: what is compiled while the first looks is dear, and paid once. */
    private static final int WARM_UP_PAIRS = 15;
    /** Of so many that lie about as chance has it, where half of them lie within 1. */
    private static final double ERROR_OF_MEDIAN = 0.93;
    private static final long NANOS_A_FRAME = TimeUnit.SECONDS.toNanos(1) / 60;
    private static final long MILLIS_A_POLL = 125;

    private final ClusterSource source;
    private final Looker looker;

    private ObservingBench(ClusterSource source, Looker looker) {
        this.source = source;
        this.looker = looker;
    }

    /** Looks as the stage does, while it is let. */
    private static final class Looker implements AutoCloseable {

        private final ClusterSource source;
        private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
        private final Inbox inbox;
        private final FlowMeter flows = new FlowMeter();
        private final EndMeter ends = new EndMeter();
        private final LookPace pace = StageModel.pace();
        private Future<?> frames = CompletableFuture.completedFuture(null);

        Looker(ClusterSource source) {
            this.source = source;
            this.inbox = new Inbox(source, threads, MILLIS_A_POLL);
        }

        void look(boolean looking) {
            inbox.watched(looking);
            if (looking) {
                frames = threads.scheduleWithFixedDelay(this::frame, 0, NANOS_A_FRAME, TimeUnit.NANOSECONDS);
            } else {
                frames.cancel(false);
            }
        }

        private void frame() {
            long now = System.nanoTime();
            inbox.drain(now);
            if (pace.due(now)) {
                ends.look(source::ends, now);
                flows.look(source::flows, now);
                pace.looked(now, System.nanoTime() - now);
            }
        }

        @Override
        public void close() {
            inbox.close();
            threads.close();
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (ClusterSource source = EmbeddedSource.start(c -> c.listen("localhost", 0).ephemeral().set("log.segment.bytes", "4194304").set("log.retention.bytes", "4194304")
                .set("log.retention.check.interval.ms", "250")); LoadProcess _ = new LoadProcess(source.bootstrap(), "flood"); Looker looker = new Looker(source)) {
            new ObservingBench(source, looker).compare();
        }
        System.exit(0);
    }

    private void compare() {
        for (int pair = 0; pair < WARM_UP_PAIRS; pair++) {
            turn(true);
            turn(false);
        }
        double[] alone = new double[PAIRS];
        double[] lookedAt = new double[PAIRS];
        double[] ratios = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean first = pair % 2 == 0;
            double one = turn(first);
            double other = turn(!first);
            lookedAt[pair] = first ? one : other;
            alone[pair] = first ? other : one;
            ratios[pair] = lookedAt[pair] / alone[pair];
        }
        System.out.printf(Locale.ROOT, "load average %.1f on %d processors; %d pairs of turns of %d s%n", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors(), PAIRS, TimeUnit.NANOSECONDS.toSeconds(TURN_NANOS));
        System.out.printf(Locale.ROOT, "nobody looks   %,9.0f records a second (median)%n", median(alone));
        System.out.printf(Locale.ROOT, "somebody looks %,9.0f records a second (median)%n", median(lookedAt));
        Arrays.sort(ratios);
        double half = ratios[PAIRS * 3 / 4] - ratios[PAIRS / 4];
        System.out.printf(Locale.ROOT, "ratio          %.3f (median of pairs; half of them between %.3f and %.3f): looking costs %.1f %% (standard error %.1f)%n", median(ratios),
                ratios[PAIRS / 4], ratios[PAIRS * 3 / 4], (1 - median(ratios)) * 100, ERROR_OF_MEDIAN * half / Math.sqrt(PAIRS) * 100);
    }

    /** @return records a second */
    private double turn(boolean looking) {
        looker.look(looking);
        double counted = count();
        looker.look(false);
        return counted;
    }

    private double count() {
        long before = recordsIn();
        long began = System.nanoTime();
        pause(TURN_NANOS);
        return (recordsIn() - before) * 1e9 / (System.nanoTime() - began);
    }

    private long recordsIn() {
        long[] sum = new long[1];
        source.ends((topic, partition, start, watermark, end, records) -> sum[0] += Math.max(0, records));
        return sum[0];
    }

    private static double median(double[] of) {
        double[] sorted = of.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
