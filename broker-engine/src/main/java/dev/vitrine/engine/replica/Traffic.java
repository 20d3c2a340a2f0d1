package dev.vitrine.engine.replica;

import java.util.concurrent.atomic.LongAdder;

/** What clients brought to a partition and took from it since the broker started. */
final class Traffic {

    private final LongAdder recordsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder recordsOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    void in(long records, long bytes) {
        recordsIn.add(records);
        bytesIn.add(bytes);
    }

    void out(long records, long bytes) {
        recordsOut.add(records);
        bytesOut.add(bytes);
    }

    long recordsIn() {
        return recordsIn.sum();
    }

    long bytesIn() {
        return bytesIn.sum();
    }

    long recordsOut() {
        return recordsOut.sum();
    }

    long bytesOut() {
        return bytesOut.sum();
    }
}
