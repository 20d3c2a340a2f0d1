package dev.vitrine.app.model.composer;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What became of a draft, so far.
 *
 * @param asked        records to send
 * @param handed       records given to the producer
 * @param acknowledged records the broker took (with acks 0: that left without an error)
 * @param failures     how often each reason came
 * @param placed       where records came to lie, by partition
 * @param connectNanos until the producer knew the topic; not part of any latency
 * @param nanos        from the first send until now, or the end
 * @param handNanos    spent inside {@code send} itself: what the way of sending costs the program
 */
public record SendReport(
        State state, int asked, int handed, int acknowledged, Map<String, Integer> failures,
        SortedMap<Integer, Placed> placed, Latency latency, long connectNanos, long nanos, long handNanos) {

    public SendReport {
        failures = Map.copyOf(failures);
    }

    /** CONNECTING → SENDING → AWAITING (all handed over, answers missing) → DONE; CANCELLED by the person; FAILED before the first record. */
    public enum State { CONNECTING, SENDING, AWAITING, DONE, CANCELLED, FAILED }

    /**
     * The records of one partition.
     *
     * @param first lowest offset; −1 where the broker doesn't tell (acks 0)
     * @param last  highest offset; −1 where the broker doesn't tell
     */
    public record Placed(int count, long first, long last) {

        Placed with(long offset) {
            return new Placed(count + 1, first < 0 ? offset : Math.min(first, offset), Math.max(last, offset));
        }
    }

    /** Time from {@code send} to the answer, in nanoseconds; percentiles by nearest rank. */
    public record Latency(int count, long p50, long p99, long max) {
        public static final Latency NONE = new Latency(0, 0, 0, 0);
    }

    public boolean running() {
        return state == State.CONNECTING || state == State.SENDING || state == State.AWAITING;
    }

    public int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Part done, 0 to 1. */
    public double part() {
        return asked == 0 ? 0 : (double) (acknowledged + failed()) / asked;
    }

    /** Failures, the most frequent first. */
    public List<Map.Entry<String, Integer>> worst() {
        return failures.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).toList();
    }
}
