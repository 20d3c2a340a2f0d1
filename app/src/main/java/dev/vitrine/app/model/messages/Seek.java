package dev.vitrine.app.model.messages;

import java.time.Instant;

/** Where reading begins, and where it ends by itself. */
public sealed interface Seek {

    /** The newest records of all chosen partitions together, by time. Ends at the ends seen at the start. */
    record Newest(int count) implements Seek {}

    /** From the first record that is still there. */
    record Beginning() implements Seek {}

    /** The same offset in each chosen partition; where it is gone already, from the first that is there. */
    record AtOffset(long offset) implements Seek {}

    /** In each partition from the first record with this time or a later one. */
    record AtTime(Instant time) implements Seek {}

    /** Only what comes from now on. Ends when stopped. */
    record Live() implements Seek {}
}
