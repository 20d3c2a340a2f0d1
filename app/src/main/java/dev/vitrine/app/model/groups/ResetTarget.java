package dev.vitrine.app.model.groups;

import java.time.Instant;

/** Where positions shall go. What falls outside a log becomes its nearest end. */
public sealed interface ResetTarget {

    /** To the first record that is there. */
    record Earliest() implements ResetTarget {}

    /** To the end: only what comes from now on. */
    record Latest() implements ResetTarget {}

    record ToOffset(long offset) implements ResetTarget {}

    /** Back (negative) or on, from the position there is. */
    record ShiftBy(long records) implements ResetTarget {}

    /** To the first record of this time or later. */
    record ToTime(Instant time) implements ResetTarget {}
}
