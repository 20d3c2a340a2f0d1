package dev.vitrine.app.model.messages;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.words.Times;

/**
 * How far a reading is.
 *
 * @param scanned      records looked at
 * @param scannedBytes bytes of their keys and values
 * @param matched      records that were shown
 * @param toScan       offsets between where it began and where the log ended then: an upper bound of records, gaps included
 * @param nanos        time spent so far
 * @param why          the failure in words; empty unless FAILED
 */
public record Progress(State state, long scanned, long scannedBytes, long matched, long toScan, long nanos, String why) {

    public static final Progress IDLE = new Progress(State.IDLE, 0, 0, 0, 0, 0, "");

    /**
     * <pre>
     * IDLE → CONNECTING → READING ⇄ PAGE_FULL
     *                        │  ↘ AT_END (nothing more to read: done) or WAITING (live: for the next record)
     *                        ↘ STOPPED (by the person), FAILED
     * </pre>
     */
    public enum State { IDLE, CONNECTING, READING, PAGE_FULL, WAITING, AT_END, STOPPED, FAILED }

    /** True while a thread is at work or waits to go on. */
    public boolean running() {
        return state == State.CONNECTING || state == State.READING || state == State.PAGE_FULL || state == State.WAITING;
    }

    /** Part done, 0 to 1; −1 where there is no telling. */
    public double part() {
        return toScan <= 0 || state == State.CONNECTING ? -1 : Math.min(1, (double) scanned / toScan);
    }

    /** What happened, in one line. */
    public String sentence(boolean searching) {
        String looked = Figures.count(scanned, "record") + " · " + Figures.bytes(scannedBytes) + " read";
        String found = searching ? Figures.exact(matched) + " found · " + looked : looked;
        return switch (state) {
            case IDLE -> "";
            case CONNECTING -> "Connecting…";
            case READING -> (searching ? "Searching · " : "Reading · ") + found + remaining();
            case PAGE_FULL -> found + " · paused, more to come";
            case WAITING -> "Live · " + found;
            case AT_END -> found + " in " + Times.span(nanos) + " · that is all";
            case STOPPED -> found + " · stopped";
            case FAILED -> why;
        };
    }

    private String remaining() {
        if (toScan <= 0 || scanned <= 0 || scanned >= toScan) {
            return "";
        }
        long left = (long) (nanos / (double) scanned * (toScan - scanned));
        return " of " + Figures.brief(toScan) + (left > 1_000_000_000L ? " · about " + left / 1_000_000_000L + " s left" : "");
    }
}
