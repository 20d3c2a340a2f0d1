package dev.vitrine.app.model.microscope;

import dev.vitrine.engine.observe.BatchPage;
import dev.vitrine.engine.observe.LogRange;
import dev.vitrine.engine.observe.LogShape;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps at hand what of a log is in view, and a little on both sides: never more than one question is under way, and none asks for more than
 * {@value #BATCHES} batches. However long the log is, what is not in view is not read. For one thread; answers may come on any.
 */
public final class LogReading {

    public static final int BATCHES = 700;
    private static final int POINTS = 600;
    private static final long LIVE_EVERY_NANOS = 250_000_000L;
    private static final double MARGIN = 0.25;

    /** Where to ask. */
    public record Log(TopicPartition partition, Function<LogRange, CompletionStage<LogShape>> shape, Function<LogRange, CompletionStage<BatchPage>> batches) {}

    /** What is known. @param page its batches are {@linkplain BatchPage#whole whole} only where there are few enough to be told apart */
    public record Known(LogShape shape, BatchPage page) {

        /** True where the page says of every batch between these offsets where it lies. */
        public boolean holds(double from, double to) {
            return page.whole() && page.range().from() <= Math.max(from, shape.startOffset()) && page.range().to() >= Math.min(to, shape.endOffset());
        }
    }

    private record Answer(Log of, Known known, Throwable failure) {}

    private final AtomicReference<Answer> arrived = new AtomicReference<>();
    private Log log;
    private boolean asking;
    private long askedAt;
    private Known known;
    private String failure = "";

    /** Turns to another log; what was known of the one before is forgotten. */
    public void of(Log other) {
        log = other;
        known = null;
        failure = "";
        asking = false;
        askedAt = 0;
    }

    /** Takes what came and asks for what is missing. @return true where something new is known */
    public boolean step(StripScale wanted, long nowNanos, boolean live) {
        boolean news = take();
        if (log != null && !asking && (missing(wanted) || live && nowNanos - askedAt > LIVE_EVERY_NANOS)) {
            ask(wanted, nowNanos);
        }
        return news;
    }

    private boolean take() {
        Answer answer = arrived.getAndSet(null);
        if (answer == null || answer.of != log) {
            return false;
        }
        asking = false;
        if (answer.failure != null) {
            failure = String.valueOf(cause(answer.failure).getMessage());
        } else {
            failure = "";
            known = answer.known;
        }
        return true;
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }

    private boolean missing(StripScale wanted) {
        return known == null && failure.isEmpty()
                || known != null && (known.page.range().from() > Math.max(wanted.left(), known.shape.startOffset())
                || known.page.range().to() < Math.min(wanted.right(), known.shape.endOffset()) || !known.page.whole() && narrower(wanted));
    }

    /** Whether it is worth a try to read batch by batch again. */
    private boolean narrower(StripScale wanted) {
        return wanted.right() - wanted.left() < (known.page.range().to() - known.page.range().from()) * 0.6;
    }

    private void ask(StripScale wanted, long nowNanos) {
        asking = true;
        askedAt = nowNanos;
        double more = (wanted.right() - wanted.left()) * MARGIN;
        long from = Math.max(0, (long) Math.floor(wanted.left() - more));
        long to = Math.max(from + 1, (long) Math.ceil(wanted.right() + more));
        Log asked = log;
        asked.shape.apply(new LogRange(from, to, POINTS))
                .thenCombine(asked.batches.apply(new LogRange(from, to, BATCHES)), Known::new)
                .whenComplete((answer, why) -> arrived.set(new Answer(asked, answer, why)));
    }

    /** Null until the first answer. */
    public Known known() {
        return known;
    }

    /** Why nothing can be read; empty where it can. */
    public String failure() {
        return failure;
    }
}
