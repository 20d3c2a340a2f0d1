package dev.vitrine.engine.quorum;

/**
 * A place in the metadata log: behind the record at {@code offset − 1}, which was written in {@code epoch}. Also the name of the snapshot of all before it.
 * In the order in which Raft compares logs: the later epoch is ahead, then the longer log.
 */
public record LogPosition(long offset, int epoch) implements Comparable<LogPosition> {

    public static final LogPosition START = new LogPosition(0, 0);

    @Override
    public int compareTo(LogPosition other) {
        return epoch != other.epoch ? Integer.compare(epoch, other.epoch) : Long.compare(offset, other.offset);
    }
}
